using System.Text;
using Stucktrace.Formats.Symbols;

namespace Stucktrace.Formats.Vmcore.Finding;

/// <summary>
/// One bounded pass over physical memory for what a dump's headers should have told: vmcoreinfo as the kernel keeps it ready (vmcoreinfo_data, of which
/// every kernel built for kdump has a copy from its start on), tables of tokens of kallsyms, and banners.
/// </summary>
sealed class MemorySearch
{
    const int Overlap = 64, MostFound = 64, LongestInfo = IPhysicalMemory.PageBytes, LongestBanner = 128;

    /// <summary>Texts that look like vmcoreinfo, in the order of memory.</summary>
    internal List<VmcoreInfo> Infos { get; } = [];

    /// <summary>Physical addresses of the ten digits in tables of tokens.</summary>
    internal List<ulong> Tokens { get; } = [];

    /// <summary>Physical addresses of banners ("Linux version …") with the release in them.</summary>
    internal List<(ulong Address, string Release)> Banners { get; } = [];

    internal static MemorySearch Run(IPhysicalMemory memory, ReadLimits limits)
    {
        MemorySearch search = new();
        byte[] buffer = new byte[Overlap + IPhysicalMemory.PageBytes];
        long left = limits.MaxSearchedFrames;
        foreach (FrameRange range in memory.PresentFrames())
        {
            // What lies over the border of two pages is found in the second, with the end of the first before it.
            buffer.AsSpan(IPhysicalMemory.PageBytes).Clear();
            for (ulong i = 0; i < range.Count; i++)
            {
                if (left-- <= 0)
                    return search;
                buffer.AsSpan(IPhysicalMemory.PageBytes).CopyTo(buffer);
                ulong address = (range.First + i) << PageMapping.PageShift;
                memory.Read(address, buffer.AsSpan(Overlap));
                search.Look(memory, buffer, unchecked(address - Overlap));
            }
        }

        return search;
    }

    void Look(IPhysicalMemory memory, ReadOnlySpan<byte> bytes, ulong address)
    {
        if (Next(bytes, "OSRELEASE="u8) is { } info && Infos.Count < MostFound && Info(memory, address + (ulong)info) is { } text)
            Infos.Add(text);
        if (Next(bytes, Kallsyms.Digits) is { } digits && Tokens.Count < MostFound)
            Tokens.Add(address + (ulong)digits);
        if (Next(bytes, "Linux version "u8) is { } banner && Banners.Count < MostFound && Release(memory, address + (ulong)banner) is { } release)
            Banners.Add((address + (ulong)banner, release));
    }

    /// <summary>Where a text begins in a page; null for one that was wholly in the page before.</summary>
    static int? Next(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> wanted)
    {
        int from = Overlap - wanted.Length + 1, at = bytes[from..].IndexOf(wanted);
        return at < 0 ? null : from + at;
    }

    /// <summary>The text of vmcoreinfo as far as it is text, when it has the keys that every kernel writes first.</summary>
    static VmcoreInfo? Info(IPhysicalMemory memory, ulong address)
    {
        byte[] bytes = new byte[LongestInfo];
        memory.Read(address, bytes);
        int end = bytes.AsSpan().IndexOfAnyExcept(Printable);
        ReadOnlySpan<byte> text = end < 0 ? bytes : bytes.AsSpan(0, end);
        return text.IndexOf("SYMBOL(init_uts_ns)="u8) > 0 && text.IndexOf("PAGESIZE="u8) > 0 ? new VmcoreInfo(text) : null;
    }

    static string? Release(IPhysicalMemory memory, ulong banner)
    {
        Span<byte> bytes = stackalloc byte[LongestBanner];
        memory.Read(banner + (ulong)"Linux version ".Length, bytes);
        int end = bytes.IndexOf((byte)' ');
        // A banner goes on with who built the kernel; a format string ("Linux version %s") does not.
        return end > 0 && !bytes[..end].ContainsAnyExceptInRange((byte)'!', (byte)'~') && char.IsAsciiDigit((char)bytes[0]) && bytes[end + 1] == '('
            ? Encoding.ASCII.GetString(bytes[..end]) : null;
    }

    static readonly System.Buffers.SearchValues<byte> Printable = System.Buffers.SearchValues.Create([(byte)'\n', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(i => (byte)i)]);
}
