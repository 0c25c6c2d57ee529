using System.Globalization;

namespace Stucktrace.Incidents.Parsing;

/// <summary>Reads the lines of a register dump into names and values.</summary>
static class RegisterLineParser
{
    /// <summary>Reads a line that starts with a register's name.</summary>
    /// <param name="text">The message without prefix.</param>
    /// <param name="values">Names and values are added here.</param>
    /// <returns>False when it is no such line; nothing is added then.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, List<(string Name, ulong Value)> values)
    {
        int before = values.Count;
        LineScanner scanner = new(text);
        scanner.SkipBlanks();
        if (TrySequence(ref scanner, values))
            return true;
        bool first = true;
        while (!scanner.AtEnd)
        {
            if (!TryPair(ref scanner, values))
            {
                if (first)
                    break;
                // "MSR:  8000000000009033 <SF,EE,ME,IR,DR,RI,LE>  CR: 28002424", "EFLAGS: 00010246 CPU: 0", "pstate: 60400009 (nZCv daif +PAN)"
                scanner.TakeWord();
            }

            first = false;
            scanner.SkipBlanks();
        }

        return values.Count > before;
    }

    /// <summary>Reads the words of a line that consists of nothing but hexadecimal numbers of equal width.</summary>
    /// <param name="text">Text, leading marks taken off.</param>
    /// <param name="words">Words are added here; untouched when the line is anything else.</param>
    /// <returns>Width in digits, or 0.</returns>
    public static int ParseWords(ReadOnlySpan<char> text, List<ulong> words)
    {
        int before = words.Count;
        int width = 0;
        LineScanner scanner = new(text);
        scanner.SkipBlanks();
        while (!scanner.AtEnd)
        {
            ReadOnlySpan<char> word = scanner.TakeWord();
            if (width == 0)
                width = word.Length;
            if (word.Length != width || width is not (8 or 16) || !ulong.TryParse(word, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value))
            {
                words.RemoveRange(before, words.Count - before);
                return 0;
            }

            words.Add(value);
            scanner.SkipBlanks();
        }

        return width;
    }

    // powerpc "GPR04: a b c d", mips "$ 4   : a b c d", s390 "Krnl GPRS: a b c d" (whose further lines have no name).
    static bool TrySequence(ref LineScanner scanner, List<(string Name, ulong Value)> values)
    {
        LineScanner start = scanner;
        int number = 0;
        string prefix = "r";
        if (scanner.Take("GPR") || scanner.Take("$"))
        {
            prefix = start.Next == '$' ? "$" : prefix;
            scanner.SkipBlanks();
            if (!scanner.TakeInt(out number) || number is < 0 or > 31)
            {
                scanner = start;
                return false;
            }
        }
        else if (!scanner.Take("Krnl GPRS") && !scanner.Take("User GPRS"))
        {
            return false;
        }

        scanner.SkipBlanks();
        scanner.Take(':');
        List<ulong> words = [];
        if (ParseWords(scanner.Rest, words) == 0)
        {
            scanner = start;
            return false;
        }

        foreach (ulong word in words)
            values.Add((string.Create(CultureInfo.InvariantCulture, $"{prefix}{number++}"), word));
        return true;
    }

    // Name, optional blanks and colon, optional segment ("RSP: 0018:ffff…"), a number, optionally in [<>] or <>, optionally with "(0000)" behind.
    static bool TryPair(ref LineScanner scanner, List<(string Name, ulong Value)> values)
    {
        LineScanner start = scanner;
        int length = 0;
        while (length < scanner.Rest.Length && length < 9 && (char.IsAsciiLetterOrDigit(scanner.Rest[length]) || scanner.Rest[length] == '_'))
            length++;
        string? name = RegisterNames.Find(scanner.Rest[..length]);
        scanner.Advance(length);
        scanner.SkipBlanks();
        bool colon = scanner.Take(':');
        scanner.SkipBlanks();
        if (name is null || !TryValue(ref scanner, name, out ulong value) || (!colon && !IsPlain(start, value)))
        {
            scanner = start;
            return false;
        }

        values.Add((name, value));
        return true;
    }

    static bool TryValue(ref LineScanner scanner, string name, out ulong value)
    {
        LineScanner start = scanner;
        if (scanner.TakeHex(4, out _) && scanner.Take(':'))
            scanner.SkipBlanks();
        else
            scanner = start;
        scanner.Take('[');
        bool angle = scanner.Take('<');
        int before = scanner.Rest.Length;
        if (!scanner.TakeHex(4, out value))
            return false;
        int digits = before - scanner.Rest.Length;
        if (angle)
            scanner.Take('>');
        scanner.Take(']');
        if (scanner.Next == '(')
            scanner.SkipPast(")");
        return (digits is 8 or 16 || (digits == 4 && RegisterNames.IsShort(name))) && (scanner.AtEnd || scanner.Next is ' ' or '\t');
    }

    // Without a colon only two forms are a register's: " RSP <ffff88003a5b3e50>" of old oopses and LoongArch's "pc 9000000000224f7c ra …".
    static bool IsPlain(LineScanner start, ulong value) => start.Rest.Contains('<') || value > 0xffff_ffff || start.Rest.Contains("0000000000000000", StringComparison.Ordinal);
}
