using System.Buffers.Binary;

namespace Stucktrace.Formats.IO;

/// <summary>Says what a file is by its first bytes. Names decide nothing.</summary>
static class ContentSniffer
{
    /// <summary>Bytes that are enough to tell.</summary>
    public const int SampleSize = 64 * 1024;

    // More control characters than this, in a hundred, are no text; a terminal's escapes stay far below.
    const int MaxControlPercent = 4, FewControls = 8, FewHoles = 4, MostSegments = 64;

    /// <summary>How a file is packed.</summary>
    public static Compression CompressionOf(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b, 8]))
            return Compression.Gzip;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]))
            return Compression.Xz;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]))
            return Compression.Zstd;
        return head.StartsWith("BZh"u8) || head.StartsWith((ReadOnlySpan<byte>)[4, 0x22, 0x4d, 0x18]) || head.StartsWith("PK\u0003\u0004"u8)
            ? Compression.Unsupported : Compression.None;
    }

    /// <summary>What the unpacked content is.</summary>
    /// <param name="head">Its first bytes.</param>
    public static InputKind KindOf(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("\u007fELF"u8))
            return KindOfElf(head);
        if (head.StartsWith("KDUMP   "u8) || head.StartsWith("DISKDUMP"u8) || head.StartsWith("makedumpfile"u8))
            return InputKind.Vmcore;
        if (IsKernelImage(head) || IsBtf(head) || IsSymbolMap(head))
            return InputKind.Symbols;
        return IsText(head) && !OwnReport.IsOne(head) ? InputKind.KernelLog : InputKind.Unknown;
    }

    /// <summary>True for text in UTF-8 or a relative of it, or UTF-16 with its mark.</summary>
    public static bool IsText(ReadOnlySpan<byte> head)
    {
        if (IsUtf16(head, out _))
            return true;
        // A crash leaves holes of zeroes in the log that was written to; nothing but zeroes may still be followed by text.
        ReadOnlySpan<byte> text = head.TrimStart((byte)0);
        int holes = 0, control = 0, bytes = 0;
        byte previous = 1;
        foreach (byte b in text)
        {
            if (b == 0 && previous != 0)
                holes++;
            if (b is > 0 and < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x1b or (byte)'\b' or 0x1e) or 0x7f)
                control++;
            if (b != 0)
                bytes++;
            previous = b;
        }

        return (control <= FewControls || (long)control * 100 <= (long)bytes * MaxControlPercent) && (holes <= FewHoles || (long)holes * 6 <= bytes);
    }

    /// <summary>True for UTF-16 with a byte order mark.</summary>
    public static bool IsUtf16(ReadOnlySpan<byte> head, out bool bigEndian)
    {
        bigEndian = head.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]);
        return bigEndian || (head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) && !head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe, 0, 0]));
    }

    static InputKind KindOfElf(ReadOnlySpan<byte> head)
    {
        if (head.Length < 64)
            return InputKind.Unknown;
        bool big = head[5] == 2;
        ushort type = big ? BinaryPrimitives.ReadUInt16BigEndian(head[16..]) : BinaryPrimitives.ReadUInt16LittleEndian(head[16..]);
        // gabi: ET_REL 1, ET_EXEC 2, ET_DYN 3, ET_CORE 4.
        return type switch
        {
            1 => InputKind.Module,
            4 when !IsProcessCore(head, big) => InputKind.Vmcore,
            2 or 3 when HasKernelSegment(head, big) => InputKind.Symbols,
            _ => InputKind.Unknown,
        };
    }

    /// <summary>True when a loadable segment lies in the kernel's half of the address space: vmlinux, and no program.</summary>
    static bool HasKernelSegment(ReadOnlySpan<byte> head, bool big)
    {
        bool wide = head[4] == 2;
        foreach ((ulong address, _) in Segments(head, big))
        {
            if (address >= (wide ? 0x8000_0000_0000_0000UL : 0x8000_0000UL))
                return true;
        }

        return false;
    }

    /// <summary>True when segments lie where programs do, and none has a physical address: the core of a process, and no machine's.</summary>
    static bool IsProcessCore(ReadOnlySpan<byte> head, bool big)
    {
        List<(ulong Address, ulong Physical)> segments = Segments(head, big);
        return segments.Exists(s => s.Address is > 0 and < 0x8000_0000_0000_0000UL) && segments.TrueForAll(s => s.Physical == 0);
    }

    /// <summary>Virtual and physical addresses of the first loadable segments.</summary>
    static List<(ulong Address, ulong Physical)> Segments(ReadOnlySpan<byte> head, bool big)
    {
        List<(ulong Address, ulong Physical)> segments = [];
        bool wide = head[4] == 2;
        long table = wide ? (long)ReadWord(head[32..], big, 8) : (long)ReadWord(head[28..], big, 4);
        int entry = wide ? 56 : 32, word = wide ? 8 : 4, addresses = wide ? 16 : 8;
        int count = (int)ReadWord(head[(wide ? 56 : 44)..], big, 2);
        for (int i = 0; i < count && i < MostSegments; i++)
        {
            long at = table + (long)i * entry;
            if (at < 0 || at > head.Length - entry)
                break;
            ReadOnlySpan<byte> segment = head.Slice((int)at, entry);
            if (ReadWord(segment, big, 4) == 1)
                segments.Add((ReadWord(segment[addresses..], big, word), ReadWord(segment[(addresses + word)..], big, word)));
        }

        return segments;
    }

    static ulong ReadWord(ReadOnlySpan<byte> bytes, bool big, int size) => (size, big) switch
    {
        (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (2, true) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (4, false) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        (4, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        (_, false) => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt64BigEndian(bytes),
    };

    /// <summary>x86 boot protocol: "HdrS" at 0x202. arm64: "ARM\x64" at 56.</summary>
    static bool IsKernelImage(ReadOnlySpan<byte> head) =>
        (head.Length > 0x206 && head[0x202..].StartsWith("HdrS"u8)) || (head.Length > 64 && head[56..].StartsWith("ARMd"u8));

    /// <summary>include/uapi/linux/btf.h: magic 0xeb9f, version 1.</summary>
    static bool IsBtf(ReadOnlySpan<byte> head) =>
        head.Length >= 24 && (head.StartsWith((ReadOnlySpan<byte>)[0x9f, 0xeb, 1]) || head.StartsWith((ReadOnlySpan<byte>)[0xeb, 0x9f, 1]));

    /// <summary>System.map and /proc/kallsyms: address, letter, name, on each of the first lines.</summary>
    static bool IsSymbolMap(ReadOnlySpan<byte> head)
    {
        for (int line = 0; line < 4; line++)
        {
            int end = head.IndexOf((byte)'\n');
            if (end < 0)
                return line >= 2;
            ReadOnlySpan<byte> text = head[..end];
            int digits = 0;
            while (digits < text.Length && char.IsAsciiHexDigit((char)text[digits]))
                digits++;
            if (digits is not (8 or 16) || text.Length < digits + 4 || text[digits] != ' ' || !char.IsAsciiLetter((char)text[digits + 1]) || text[digits + 2] != ' ')
                return false;
            head = head[(end + 1)..];
        }

        return true;
    }
}
