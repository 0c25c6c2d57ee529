using System.Collections.Immutable;
using System.Text;
using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Reading;

/// <summary>
/// Reads values of the kernel in a dump by the names that its source gives them. Nothing here throws because of what the dump holds: what can't be read
/// is null, and <see cref="AddressSpace.ReadNumber"/> tells why where a reader wants to say it.
/// </summary>
/// <param name="kernel">The kernel.</param>
/// <param name="limits">Bounds.</param>
/// <param name="report">Is told what could not be read.</param>
sealed class KernelReader(DumpedKernel kernel, ReadLimits limits, Action<InputDiagnostic> report)
{
    readonly Dictionary<(string Structure, string Path), FieldPlace?> _places = [];

    internal DumpedKernel Kernel { get; } = kernel;

    internal ReadLimits Limits { get; } = limits;

    internal AddressSpace Memory => Kernel.Memory;

    internal void Report(string id, Message message) => report(new InputDiagnostic(id, message));

    /// <summary>Where a field lies, or null when this kernel has none of the name or nobody knows.</summary>
    internal FieldPlace? Place(string structure, string path)
    {
        if (!_places.TryGetValue((structure, path), out FieldPlace? place))
            _places[(structure, path)] = place = Kernel.Types.Field(structure, path);
        return place;
    }

    internal bool Has(string structure, string path) => Place(structure, path) is not null;

    internal long? SizeOf(string structure) => Kernel.Types.SizeOf(structure);

    /// <summary>The first of several spellings that this kernel has: fields move into other structs over the years.</summary>
    internal string? FirstOf(string structure, params ReadOnlySpan<string> paths)
    {
        foreach (string path in paths)
        {
            if (Has(structure, path))
                return path;
        }

        return null;
    }

    /// <summary>Offset of a field, or null.</summary>
    internal ulong? Offset(string structure, string path) => Place(structure, path) is { } place ? (ulong)place.Offset : null;

    /// <summary>Value of a field of 1, 2, 4 or 8 bytes, or of a bit field.</summary>
    internal ulong? Field(ulong address, string structure, string path) =>
        Place(structure, path) is { } place && Width(place.Size) is { } bytes && Memory.Number(address + (ulong)place.Offset, bytes) is { } word ? Bits(word, place) : null;

    /// <summary>Address of a symbol of the kernel; vmcoreinfo names some that a kernel without KALLSYMS_ALL leaves out.</summary>
    internal ulong? Symbol(string name) => Kernel.Symbols.Find(name) ?? Kernel.File.VmcoreInfo?.Symbol(name);

    /// <summary>Per-CPU symbols carry a prefix up to 2.6.33 (include/asm-generic/percpu.h, PER_CPU_BASE_SECTION and per_cpu_var of that time).</summary>
    internal ulong? PerCpuSymbol(string name) => Symbol(name) ?? Symbol("per_cpu__" + name);

    /// <summary>Value of a global variable.</summary>
    internal ulong? Variable(string name, int bytes = 8) => Symbol(name) is { } address ? Memory.Number(address, bytes) : null;

    /// <summary>Text that ends with a zero or after so many bytes; Latin-1 where it is no UTF-8, so that no byte is lost.</summary>
    /// <returns>Null when not even its first byte is there.</returns>
    internal string? Text(ulong address, int most)
    {
        byte[] bytes = new byte[most];
        int length = ReadUpTo(address, bytes);
        return length == 0 ? null : TextOf(bytes.AsSpan(0, length));
    }

    /// <summary>Reads as many bytes as are there without a gap, page by page.</summary>
    internal int ReadUpTo(ulong address, Span<byte> into)
    {
        int done = 0;
        while (done < into.Length)
        {
            int piece = (int)Math.Min((ulong)(into.Length - done), IPhysicalMemory.PageBytes - ((address + (ulong)done) & (IPhysicalMemory.PageBytes - 1)));
            if (Memory.Read(address + (ulong)done, into.Slice(done, piece)) != MemoryState.Present)
                break;
            done += piece;
        }

        return done;
    }

    internal static string TextOf(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        if (end >= 0)
            bytes = bytes[..end];
        return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
    }

    internal static int? Width(long size) => size is 1 or 2 or 4 or 8 ? (int)size : null;

    internal static ulong Bits(ulong word, FieldPlace place) =>
        place.BitWidth is > 0 and < 64 ? (word >> place.BitOffset) & ((1UL << place.BitWidth) - 1) : word;

    /// <summary>The numbers of the bits that are set in a bitmap, such as a mask of CPUs.</summary>
    internal ImmutableArray<int> BitsAt(ulong address, int most)
    {
        byte[] bytes = new byte[(most + 63) / 64 * 8];
        int there = ReadUpTo(address, bytes);
        ImmutableArray<int>.Builder found = ImmutableArray.CreateBuilder<int>();
        for (int bit = 0; bit < most && bit / 8 < there; bit++)
        {
            if ((bytes[bit / 8] & (1 << (bit % 8))) != 0)
                found.Add(bit);
        }

        return found.ToImmutable();
    }
}
