using System.Text;
using Stucktrace.Formats.Symbols;

namespace Stucktrace.Formats.Vmcore.Finding;

/// <summary>
/// One bounded pass over physical memory for what a dump's headers should have told: vmcoreinfo as the kernel keeps it ready (vmcoreinfo_data, of which
/// every kernel built for kdump has a copy from its start on), tables of tokens of kallsyms, and banners.
/// </summary>
/// <param name="memory">Physical memory.</param>
/// <param name="limits">Bounds.</param>
sealed class MemorySearch(IPhysicalMemory memory, ReadLimits limits)
{
    const int Overlap = 64, ChunkFrames = 64, ChunkBytes = ChunkFrames * IPhysicalMemory.PageBytes, MostFound = 64, LongestInfo = IPhysicalMemory.PageBytes, LongestBanner = 128;

    readonly Queue<VmcoreInfo> _infos = [];
    int _found;

    /// <summary>Physical addresses of the ten digits in tables of tokens.</summary>
    internal List<ulong> Tokens { get; } = [];

    /// <summary>Physical addresses of banners ("Linux version …") with the release in them.</summary>
    internal List<(ulong Address, string Release)> Banners { get; } = [];

    /// <summary>
    /// Texts that look like vmcoreinfo, in the order of memory, while they are found: who takes none looks through all of it, and finds the rest filled.
    /// </summary>
    internal IEnumerable<VmcoreInfo> Infos()
    {
        byte[] buffer = new byte[Overlap + ChunkBytes];
        long left = limits.MaxSearchedFrames;
        foreach (FrameRange range in memory.PresentFrames())
        {
            // What lies over the border of two chunks is found in the second, with the end of the first before it.
            buffer.AsSpan(0, Overlap).Clear();
            for (ulong done = 0; done < range.Count && left > 0;)
            {
                int frames = (int)Math.Min(Math.Min(range.Count - done, ChunkFrames), (ulong)left), bytes = frames << PageMapping.PageShift;
                ulong address = (range.First + done) << PageMapping.PageShift;
                memory.Read(address, buffer.AsSpan(Overlap, bytes));
                Look(buffer.AsSpan(0, Overlap + bytes), unchecked(address - Overlap));
                while (_infos.TryDequeue(out VmcoreInfo? info))
                    yield return info;
                buffer.AsSpan(bytes, Overlap).CopyTo(buffer);
                done += (ulong)frames;
                left -= frames;
            }
        }
    }

    void Look(ReadOnlySpan<byte> bytes, ulong address)
    {
        for (int at = Next(bytes, "OSRELEASE="u8, 0); at >= 0 && _found < MostFound; at = Next(bytes, "OSRELEASE="u8, at + 1))
        {
            if (Info(address + (ulong)at) is not { } text)
                continue;
            _infos.Enqueue(text);
            _found++;
        }

        for (int at = Next(bytes, Kallsyms.Digits, 0); at >= 0 && Tokens.Count < MostFound; at = Next(bytes, Kallsyms.Digits, at + 1))
            Tokens.Add(address + (ulong)at);
        for (int at = Next(bytes, "Linux version "u8, 0); at >= 0 && Banners.Count < MostFound; at = Next(bytes, "Linux version "u8, at + 1))
        {
            if (Release(address + (ulong)at) is { } release)
                Banners.Add((address + (ulong)at, release));
        }
    }

    /// <summary>Where a text begins that was not wholly in the chunk before; -1 when there is none.</summary>
    static int Next(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> wanted, int from)
    {
        from = Math.Max(from, Overlap - wanted.Length + 1);
        int at = from > bytes.Length ? -1 : bytes[from..].IndexOf(wanted);
        return at < 0 ? -1 : from + at;
    }

    /// <summary>The text of vmcoreinfo as far as it is text, when it has the keys that every kernel writes first.</summary>
    VmcoreInfo? Info(ulong address)
    {
        byte[] bytes = new byte[LongestInfo];
        memory.Read(address, bytes);
        int end = bytes.AsSpan().IndexOfAnyExcept(Printable);
        ReadOnlySpan<byte> text = end < 0 ? bytes : bytes.AsSpan(0, end);
        return text.IndexOf("SYMBOL(init_uts_ns)="u8) > 0 && text.IndexOf("PAGESIZE="u8) > 0 ? new VmcoreInfo(text) : null;
    }

    string? Release(ulong banner)
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
