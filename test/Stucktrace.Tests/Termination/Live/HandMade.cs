using System.Collections.Immutable;
using Iced.Intel;
using Stucktrace.Formats.Vmcore;
using Stucktrace.Machine.Memory;
using Stucktrace.Termination.Live;

namespace Stucktrace.Tests.Termination.Live;

/// <summary>Memory of a machine made by hand: code that is assembled, words that are written, pages that are left out.</summary>
sealed class HandMade : IMemorySource
{
    internal const ulong CodeAt = 0xffff_ffff_8100_0000;
    internal const ulong HeapAt = 0xffff_8880_0010_0000;
    internal const ulong StackTop = 0xffff_c900_0000_8000;
    internal const ulong CpuArea = 0xffff_8880_7d00_0000;
    readonly Dictionary<ulong, byte[]> _pages = [];

    internal HandMade(Action<Assembler> write)
    {
        Assembler code = new(64);
        write(code);
        using MemoryStream bytes = new();
        code.Assemble(new StreamCodeWriter(bytes), CodeAt);
        Put(CodeAt, bytes.ToArray());
        // The stack is there, and an address to return to.
        for (ulong at = StackTop - 0x4000; at < StackTop + 0x1000; at += 4096)
            Page(at);
    }

    /// <summary>What pages that are not there are said to be.</summary>
    internal Dictionary<ulong, MemoryState> Absent { get; } = [];

    internal MemoryState Otherwise { get; init; } = MemoryState.Unmapped;

    internal List<(ulong Address, int Bytes, string Name)> Names { get; } = [];

    internal ImmutableDictionary<ulong, string> Models { get; set; } = ImmutableDictionary<ulong, string>.Empty;

    public MemoryState ReadPage(ulong address, Span<byte> page)
    {
        if (Absent.TryGetValue(address, out MemoryState state))
            return state;
        if (!_pages.TryGetValue(address, out byte[]? bytes))
            return Otherwise;
        bytes.CopyTo(page);
        return MemoryState.Present;
    }

    internal void Put(ulong address, params ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
            Page(address + (ulong)i)[(int)((address + (ulong)i) & 4095)] = bytes[i];
    }

    internal void Word(ulong address, ulong value) => Put(address, BitConverter.GetBytes(value));

    /// <summary>A ring of nodes a page apart; the pointer lies at 8, a key at 16.</summary>
    internal ulong[] Ring(int count, ulong spacing = 4096)
    {
        ulong[] nodes = [.. Enumerable.Range(0, count).Select(i => HeapAt + ((ulong)i * spacing))];
        for (int i = 0; i < count; i++)
        {
            Word(nodes[i] + 8, nodes[(i + 1) % count]);
            Word(nodes[i] + 16, 1000 + (ulong)i);
        }

        return nodes;
    }

    internal LiveOutcome Run(Action<ulong[]>? registers = null, ulong start = CodeAt, LiveLoop? loop = null, LiveLimits? limits = null, ulong flags = 0x246)
    {
        LiveRun run = Prepare(registers, start, limits, flags);
        return new LiveTrial(run, loop, Name, limits ?? LiveLimits.Default).Run();
    }

    internal LiveRun Prepare(Action<ulong[]>? registers = null, ulong start = CodeAt, LiveLimits? limits = null, ulong flags = 0x246)
    {
        ulong[] values = new ulong[16];
        values[4] = StackTop - 0x100;
        registers?.Invoke(values);
        SparseMemory memory = new((limits ?? LiveLimits.Default).MaxPages, this);
        return new LiveRun(memory, new LiveState([.. values], start, flags, CpuArea), Models);
    }

    string? Name(ulong address, int bytes) => Names.FirstOrDefault(n => address - n.Address < (ulong)n.Bytes).Name;

    byte[] Page(ulong address)
    {
        ulong start = address & ~4095UL;
        if (!_pages.TryGetValue(start, out byte[]? page))
            _pages.Add(start, page = new byte[4096]);
        return page;
    }
}
