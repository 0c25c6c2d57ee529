using System.Collections.Immutable;
using System.Globalization;

namespace Stucktrace.Incidents.Parsing;

/// <summary>Reads a <c>Code:</c> line: the bytes around the instruction that the CPU was at.</summary>
static class CodeParser
{
    /// <summary>Reads the line.</summary>
    /// <param name="text">The message without prefix.</param>
    /// <param name="line">Line in the input.</param>
    /// <returns>Null when it is none.</returns>
    public static CodeBytes? TryParse(ReadOnlySpan<char> text, long line)
    {
        LineScanner scanner = new(text);
        scanner.SkipBlanks();
        if (!scanner.Take("Code:") && !scanner.Take("Code "))
            return null;
        scanner.SkipBlanks();
        if (scanner.Sees("Unable to access opcode bytes") || scanner.Sees("Bad RIP value") || scanner.Sees("Bad EIP value") || scanner.Sees("Bad PC value"))
            return new CodeBytes([], -1, true, line);

        ImmutableArray<byte>.Builder bytes = ImmutableArray.CreateBuilder<byte>(64);
        int at = -1;
        while (!scanner.AtEnd && bytes.Count < 256)
        {
            ReadOnlySpan<char> token = scanner.TakeWord();
            scanner.SkipBlanks();
            bool marked = token.Length > 2 && token[0] is '<' or '(';
            ReadOnlySpan<char> digits = token.Trim("<>()");
            if (digits.Length is not (2 or 4 or 8) || !ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value))
            {
                // "??" or "bad": a part that could not be read. A word of prose ends it.
                if (digits.IndexOfAnyExcept('?') >= 0 && !digits.SequenceEqual("bad"))
                    break;
                continue;
            }

            if (marked)
                at = bytes.Count;
            for (int i = 0; i < digits.Length / 2; i++)
            {
                bytes.Add((byte)value);
                value >>= 8;
            }
        }

        return bytes.Count == 0 ? null : new CodeBytes(bytes.ToImmutable(), at, false, line);
    }
}
