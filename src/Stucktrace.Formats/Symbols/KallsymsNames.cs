namespace Stucktrace.Formats.Symbols;

/// <summary>Unpacks the names of kallsyms (kernel/kallsyms.c, kallsyms_expand_symbol): a length in tokens, then the tokens. The first character is the letter.</summary>
static class KallsymsNames
{
    const int LongestName = 512, UsualName = 24;

    /// <returns>Null when the names end before the last symbol, or unpack to more than a kernel's do.</returns>
    internal static SymbolColumns? Unpack(ReadOnlySpan<byte> names, KallsymsTokens tokens, ulong[] addresses, ReadLimits limits)
    {
        byte[] kinds = new byte[addresses.Length], text = new byte[LongestName + 1 + Math.Min(names.Length, addresses.Length) * UsualName];
        int[] starts = new int[addresses.Length + 1];
        int at = 0, end = 0;
        for (int i = 0; i < addresses.Length; i++)
        {
            if (at >= names.Length || end > limits.MaxSymbolTextBytes)
                return null;
            if (text.Length - end < LongestName + 1)
                Array.Resize(ref text, text.Length * 2);
            int count = Length(names, ref at);
            if (count > names.Length - at)
                return null;
            Span<byte> name = text.AsSpan(end, LongestName + 1);
            int length = 0;
            foreach (byte number in names.Slice(at, count))
            {
                ReadOnlySpan<byte> token = tokens[number];
                token = token[..Math.Min(token.Length, name.Length - length)];
                token.CopyTo(name[length..]);
                length += token.Length;
            }

            at += count;
            kinds[i] = length > 0 ? name[0] : (byte)'?';
            // The letter is no part of the name.
            name[Math.Min(1, length)..length].CopyTo(name);
            end += Math.Max(0, length - 1);
            starts[i + 1] = end;
        }

        return new SymbolColumns(addresses, kinds, starts, text.AsSpan(0, end).ToArray());
    }

    /// <summary>How many bytes some names take.</summary>
    internal static long Skip(ReadOnlySpan<byte> names, int count)
    {
        int at = 0;
        for (int i = 0; i < count && at < names.Length; i++)
        {
            int length = Length(names, ref at);
            at += length;
        }

        return at;
    }

    /// <summary>Length of a name in tokens; since 6.1 a second byte follows where bit 7 is set.</summary>
    static int Length(ReadOnlySpan<byte> names, ref int at)
    {
        int length = names[at++];
        if ((length & 0x80) != 0 && at < names.Length)
            length = (length & 0x7f) | (names[at++] << 7);
        return length;
    }
}
