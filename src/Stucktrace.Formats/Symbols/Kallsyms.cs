using System.Buffers.Binary;

namespace Stucktrace.Formats.Symbols;

/// <summary>
/// Reads the symbol table that a kernel carries in its own image (scripts/kallsyms.c writes it). Nothing says where it lies; it is found by the table of
/// tokens that names are packed with, in which the ten digits follow each other. Layouts: up to 4.5 addresses of 8 bytes, 4.6 to 6.3 offsets and their
/// base before the names, since 6.4 behind the tokens.
/// </summary>
static class Kallsyms
{
    const int Tokens = 256, FirstDigit = '0', NamesPerMarker = 256, FewestSymbols = 1000, LongestName = 512, LargestTable = 64 << 20;
    const ulong LowestKernelAddress = 0xffff_ffff_8000_0000;

    /// <summary>Where the parts were found in the image.</summary>
    readonly record struct Layout(int Names, int Count, int CountAt, int TokenTable, int[] TokenStarts, int TokenIndexEnd);

    internal static SymbolTable? Read(ReadOnlySpan<byte> image, ReadLimits limits)
    {
        ReadOnlySpan<byte> digits = "0\u00001\u00002\u00003\u00004\u00005\u00006\u00007\u00008\u00009\u0000"u8;
        for (int from = 0, at; (at = image[from..].IndexOf(digits)) >= 0; from += at + 1)
        {
            if (FindTokens(image, from + at) is { } tokens && FindNames(image, tokens.Start, limits) is { } names)
                return Decode(image, new Layout(names.At, names.Count, names.CountAt, tokens.Start, tokens.Starts, tokens.End));
        }

        return null;
    }

    /// <summary>The token table around the digits, checked against the table of its offsets behind it.</summary>
    static (int Start, int[] Starts, int End)? FindTokens(ReadOnlySpan<byte> image, int digits)
    {
        int start = digits;
        for (int i = 0; i < FirstDigit; i++)
        {
            int before = start < 2 ? -1 : image[..(start - 1)].LastIndexOf((byte)0);
            if (before < 0 || start - before > 64)
                return null;
            start = before + 1;
        }

        int[] starts = new int[Tokens];
        int at = start;
        for (int i = 0; i < Tokens; i++)
        {
            starts[i] = at;
            int length = image[at..Math.Min(image.Length, at + 64)].IndexOf((byte)0);
            if (length < 0)
                return null;
            at += length + 1;
        }

        int index = Align(at);
        if (index > image.Length - Tokens * 2)
            return null;
        for (int i = 0; i < Tokens; i++)
        {
            if (BinaryPrimitives.ReadUInt16LittleEndian(image[(index + i * 2)..]) != starts[i] - start)
                return null;
        }

        return (start, starts, index + Tokens * 2);
    }

    /// <summary>
    /// The names, with their number before them. Between them and the tokens lie the places of every 256th name (markers) and, since 6.2 and in
    /// stable kernels of 6.1, three bytes for each symbol; how many of both there are follows from the number, which is what makes it recognisable.
    /// </summary>
    static (int At, int Count, int CountAt)? FindNames(ReadOnlySpan<byte> image, int tokens, ReadLimits limits)
    {
        int lowest = Math.Max(0, tokens - LargestTable);
        for (int at = (tokens - 8) & ~7; at >= lowest; at -= 8)
        {
            ulong count = BinaryPrimitives.ReadUInt64LittleEndian(image[at..]);
            if (count < FewestSymbols || count > (ulong)Math.Min(limits.MaxElfSymbols, (tokens - at) / 2))
                continue;
            int symbols = (int)count, markers = (symbols + NamesPerMarker - 1) / NamesPerMarker;
            foreach (int between in (ReadOnlySpan<int>)[0, Align(symbols * 3)])
            {
                foreach (int width in (ReadOnlySpan<int>)[4, 8])
                {
                    int first = tokens - between - Align(markers * width);
                    if (first > at + symbols && Marker(image, first, width) == 0 && Skip(image, at + 8, NamesPerMarker) == at + 8 + (long)Marker(image, first + width, width))
                        return (at + 8, symbols, at);
                }
            }
        }

        return null;
    }

    static ulong Marker(ReadOnlySpan<byte> image, int at, int width) =>
        width == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(image[at..]) : BinaryPrimitives.ReadUInt64LittleEndian(image[at..]);

    static long Skip(ReadOnlySpan<byte> image, int at, int names)
    {
        for (int i = 0; i < names && at < image.Length; i++)
        {
            int length = Length(image, ref at);
            at += length;
        }

        return at;
    }

    /// <summary>Length of a name in tokens; since 6.1 a second byte follows where bit 7 is set.</summary>
    static int Length(ReadOnlySpan<byte> image, ref int at)
    {
        int length = image[at++];
        if ((length & 0x80) != 0 && at < image.Length)
            length = (length & 0x7f) | (image[at++] << 7);
        return length;
    }

    static SymbolTable? Decode(ReadOnlySpan<byte> image, Layout layout)
    {
        ulong[]? addresses = Addresses(image, layout);
        if (addresses is null)
            return null;
        KernelSymbol[] symbols = new KernelSymbol[layout.Count];
        Span<byte> name = stackalloc byte[LongestName];
        int at = layout.Names;
        for (int i = 0; i < symbols.Length; i++)
        {
            if (at >= image.Length)
                return null;
            int tokens = Length(image, ref at), length = 0;
            for (int k = 0; k < tokens && at < image.Length; k++, at++)
            {
                ReadOnlySpan<byte> token = image[layout.TokenStarts[image[at]]..];
                token = token[..token.IndexOf((byte)0)];
                if (token.Length > name.Length - length)
                    token = token[..(name.Length - length)];
                token.CopyTo(name[length..]);
                length += token.Length;
            }

            string text = System.Text.Encoding.UTF8.GetString(name[Math.Min(1, length)..length]);
            symbols[i] = new KernelSymbol(addresses[i], length > 0 ? (char)name[0] : '?', text);
        }

        return new SymbolTable(symbols);
    }

    static ulong[]? Addresses(ReadOnlySpan<byte> image, Layout layout)
    {
        int count = layout.Count, offsetsSize = Align(count * 4);
        int behind = Align(layout.TokenIndexEnd);
        // Offsets before the names, their base between.
        return Relative(image, layout.CountAt - 8 - offsetsSize, layout.CountAt - 8, count)
            ?? Relative(image, behind, behind + offsetsSize, count)
            ?? Absolute(image, layout.CountAt - count * 8, count);
    }

    static ulong[]? Relative(ReadOnlySpan<byte> image, int offsets, int baseAt, int count)
    {
        if (offsets < 0 || baseAt < 0 || baseAt > image.Length - 8 || BinaryPrimitives.ReadUInt64LittleEndian(image[baseAt..]) is var start && start < LowestKernelAddress)
            return null;
        ulong[] addresses = new ulong[count];
        int negative = 0;
        for (int i = 0; i < count; i++)
            negative += BinaryPrimitives.ReadInt32LittleEndian(image[(offsets + i * 4)..]) < 0 ? 1 : 0;
        // KALLSYMS_ABSOLUTE_PERCPU (to 6.14): what is below zero counts from the base, what is not is an address of its own.
        bool signed = negative > count / 2;
        for (int i = 0; i < count; i++)
        {
            int value = BinaryPrimitives.ReadInt32LittleEndian(image[(offsets + i * 4)..]);
            addresses[i] = !signed ? start + (uint)value : value >= 0 ? (ulong)value : unchecked(start - 1 - (ulong)value);
        }

        return InOrder(addresses) ? addresses : null;
    }

    static ulong[]? Absolute(ReadOnlySpan<byte> image, int at, int count)
    {
        if (at < 0)
            return null;
        ulong[] addresses = new ulong[count];
        for (int i = 0; i < count; i++)
            addresses[i] = BinaryPrimitives.ReadUInt64LittleEndian(image[(at + i * 8)..]);
        return addresses[^1] >= LowestKernelAddress && InOrder(addresses) ? addresses : null;
    }

    /// <summary>The table is sorted by address but for a few symbols that are no addresses.</summary>
    static bool InOrder(ulong[] addresses)
    {
        int wrong = 0;
        for (int i = 1; i < addresses.Length; i++)
            wrong += addresses[i] < addresses[i - 1] ? 1 : 0;
        return wrong <= addresses.Length / 100;
    }

    static int Align(int at) => (int)((at + 7L) & ~7L);
}
