using System.Buffers.Binary;

namespace Stucktrace.Formats.Symbols;

/// <summary>
/// Reads the symbol table that a kernel carries in its own image (scripts/kallsyms.c writes it). Where nothing says where it lies it is found by the table of
/// tokens that names are packed with, in which the ten digits follow each other. Layouts: up to 4.5 addresses of 8 bytes, 4.6 to 6.3 offsets and their
/// base before the names, since 6.4 behind the tokens; since 7.0 without a base.
/// </summary>
static class Kallsyms
{
    const int FirstDigit = '0', NamesPerMarker = 256, FewestSymbols = 1000, LargestTable = 64 << 20;

    /// <summary>The bytes that the tokens of the ten digits make.</summary>
    internal static ReadOnlySpan<byte> Digits => "0\u00001\u00002\u00003\u00004\u00005\u00006\u00007\u00008\u00009\u0000"u8;

    /// <summary>Finds and reads the table in a part of a kernel's image.</summary>
    /// <param name="image">The bytes, in the order in which they lie in memory.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="addressOf">Virtual address of an offset in the bytes, or null where it has none; needed for kernels since 7.0.</param>
    internal static SymbolTable? Read(ReadOnlySpan<byte> image, ReadLimits limits, Func<int, ulong?> addressOf)
    {
        for (int from = 0, at; (at = image[from..].IndexOf(Digits)) >= 0; from += at + 1)
        {
            if (TokensAround(image, from + at) is { } tokens && FindNames(image, tokens.Start, limits) is { } names
                && Addresses(image, names.Count, names.At - sizeof(ulong), tokens.Start, tokens.Tokens, addressOf) is { } addresses)
                return Table(image[names.At..tokens.Start], tokens.Tokens, addresses, limits);
        }

        return null;
    }

    /// <summary>The table of names and addresses that belong together.</summary>
    internal static SymbolTable? Table(ReadOnlySpan<byte> names, KallsymsTokens tokens, ulong[] addresses, ReadLimits limits) =>
        KallsymsNames.Unpack(names, tokens, addresses, limits) is { } columns ? new SymbolTable(columns, kernelOrder: true) : null;

    internal static int Align(int at) => (int)((at + 7L) & ~7L);

    /// <summary>
    /// The token table around the digits. It begins at a multiple of eight bytes; what is before it need not end in a zero, so each such place is tried.
    /// </summary>
    static (int Start, KallsymsTokens Tokens)? TokensAround(ReadOnlySpan<byte> image, int digits)
    {
        int second = digits;
        for (int i = 1; i < FirstDigit; i++)
        {
            int lowest = Math.Max(0, second - 1 - KallsymsTokens.LongestToken), before = second < 1 ? -1 : image[lowest..(second - 1)].LastIndexOf((byte)0);
            if (before < 0)
                return null;
            second = lowest + before + 1;
        }

        for (int start = (second - 1) & ~7; start >= Math.Max(0, second - KallsymsTokens.LongestToken); start -= 8)
        {
            if (KallsymsTokens.Read(image[start..], default) is { } tokens)
                return (start, tokens);
        }

        return null;
    }

    /// <summary>
    /// The names, with their number before them. Between them and the tokens lie the places of every 256th name (markers) and, in 6.2, 6.3 and
    /// stable kernels of 6.1, three bytes for each symbol; how many of both there are follows from the number, which is what makes it recognisable.
    /// </summary>
    static (int At, int Count)? FindNames(ReadOnlySpan<byte> image, int tokens, ReadLimits limits)
    {
        int lowest = Math.Max(0, tokens - LargestTable);
        for (int at = (tokens - sizeof(ulong)) & ~7; at >= lowest; at -= sizeof(ulong))
        {
            ulong count = BinaryPrimitives.ReadUInt64LittleEndian(image[at..]);
            if (count < FewestSymbols || count > (ulong)Math.Min(limits.MaxElfSymbols, (tokens - at) / 2))
                continue;
            int symbols = (int)count, markers = (symbols + NamesPerMarker - 1) / NamesPerMarker;
            foreach (int between in (ReadOnlySpan<int>)[0, Align(symbols * 3)])
            {
                foreach (int width in (ReadOnlySpan<int>)[4, 8])
                {
                    int first = tokens - between - Align(markers * width), names = at + sizeof(ulong);
                    if (first > at + symbols && Marker(image, first, width) == 0 && (ulong)KallsymsNames.Skip(image[names..first], NamesPerMarker) == Marker(image, first + width, width))
                        return (names, symbols);
                }
            }
        }

        return null;
    }

    static ulong Marker(ReadOnlySpan<byte> image, int at, int width) =>
        width == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(image[at..]) : BinaryPrimitives.ReadUInt64LittleEndian(image[at..]);

    static ulong[]? Addresses(ReadOnlySpan<byte> image, int count, int countAt, int tokenTable, KallsymsTokens tokens, Func<int, ulong?> addressOf)
    {
        int offsetsSize = Align(count * sizeof(int)), behind = Align(Align(tokenTable + tokens.Length) + KallsymsTokens.IndexBytes);
        // Offsets before the names, their base between.
        return Relative(image, countAt - sizeof(ulong) - offsetsSize, countAt - sizeof(ulong), count)
            ?? Relative(image, behind, behind + offsetsSize, count)
            ?? (behind < image.Length && addressOf(behind) is { } place ? KallsymsAddresses.PlaceRelative(image[behind..], place, count) : null)
            ?? (countAt >= count * sizeof(ulong) ? KallsymsAddresses.Absolute(image[(countAt - count * sizeof(ulong))..countAt], count) : null);
    }

    static ulong[]? Relative(ReadOnlySpan<byte> image, int offsets, int baseAt, int count) =>
        offsets < 0 || baseAt > image.Length - sizeof(ulong) ? null
            : KallsymsAddresses.Relative(image[offsets..baseAt], BinaryPrimitives.ReadUInt64LittleEndian(image[baseAt..]), count);
}
