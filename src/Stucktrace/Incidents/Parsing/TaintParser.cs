namespace Stucktrace.Incidents.Parsing;

/// <summary>Reads the kernel's taint as it stands in CPU lines and lines of its own, from <c>Not tainted</c> to <c>[O]=OOT_MODULE</c> lists.</summary>
static class TaintParser
{
    const string Clean = "Not tainted";
    const string Marker = "Tainted: ";

    /// <summary>Takes <c>Not tainted</c> or <c>Tainted: …</c> with its letters and everything that belongs to it, not the release behind it.</summary>
    /// <param name="scanner">Where to read.</param>
    /// <param name="line">Line in the input.</param>
    /// <param name="taint">What it says.</param>
    public static bool TryTake(ref LineScanner scanner, long line, out Taint? taint)
    {
        taint = null;
        if (scanner.Take(Clean))
        {
            taint = new Taint(Clean, string.Empty, line);
            return true;
        }

        if (!scanner.Take(Marker))
            return false;
        ReadOnlySpan<char> letters = scanner.Rest[..LettersLength(scanner.Rest)];
        scanner.Advance(letters.Length);
        letters = letters.TrimEnd(' ');
        taint = new Taint(letters.ToString(), OnlyLetters(letters), line);
        return true;
    }

    /// <summary>Reads the line of its own that kernels since 6.12 print: <c>Tainted: [P]=PROPRIETARY_MODULE, [O]=OOT_MODULE</c>.</summary>
    public static Taint? TryParseList(ReadOnlySpan<char> text, long line)
    {
        LineScanner scanner = new(text);
        scanner.SkipBlanks();
        if (!scanner.Take(Marker) || !scanner.Sees("["))
            return null;
        Span<char> letters = stackalloc char[32];
        int count = 0;
        string whole = scanner.Rest.TrimEnd(' ').ToString();
        while (count < letters.Length && scanner.Take('['))
        {
            if (scanner.Rest is not [var letter, ']', '=', ..] || !char.IsAsciiLetter(letter))
                break;
            if (letter != 'G')
                letters[count++] = letter;
            if (!scanner.SkipPast(", "))
                break;
        }

        return count == 0 ? null : new Taint(whole, letters[..count].ToString(), line);
    }

    /// <summary>The letters set, in order, without blanks, dashes and <c>G</c> (which says that nothing proprietary was loaded).</summary>
    static string OnlyLetters(ReadOnlySpan<char> text)
    {
        Span<char> letters = stackalloc char[64];
        int count = 0;
        foreach (char c in text)
        {
            if (char.IsAsciiLetter(c) && c != 'G' && count < letters.Length)
                letters[count++] = c;
        }

        return letters[..count].ToString();
    }

    // Letters have fixed columns filled with blanks (EL6: with dashes); what ends them is a digit (the release) or a word with a lower-case tail.
    static int LettersLength(ReadOnlySpan<char> text)
    {
        int length = 0;
        while (length < text.Length && (char.IsAsciiLetterUpper(text[length]) || text[length] is ' ' or '-' or '?' or '('))
        {
            // EL8 and later have lower-case bits (r27, t29, u30) between the others; a lower-case word is not the taint's.
            if (text[length] == '(')
                break;
            length++;
            if (length < text.Length && text[length] is 'r' or 't' or 'u' && (length + 1 == text.Length || text[length + 1] is ' ' or '-' or 'u' or 't'))
                length++;
        }

        return length;
    }
}
