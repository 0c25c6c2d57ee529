namespace Stucktrace.Incidents.Parsing;

/// <summary>Reads a place in code as <c>%pS</c>, <c>%pB</c> and the older <c>print_symbol</c> write it.</summary>
static class SymbolParser
{
    /// <summary>
    /// Reads <c>name+0xoff/0xsize</c> with an optional <c>[module]</c> or <c>[module build-id]</c> behind it, EL5's <c>:module:name+0xoff/0xsize</c>,
    /// or a bare <c>0xaddress</c>.
    /// </summary>
    /// <param name="scanner">Where to read; moved behind what was read.</param>
    /// <param name="address">Address that was printed before it, or null.</param>
    /// <param name="location">What was read.</param>
    public static bool TryTake(ref LineScanner scanner, ulong? address, out CodeLocation? location)
    {
        LineScanner start = scanner;
        location = null;
        if (scanner.TakePrefixedHex(out ulong bare))
        {
            if (!scanner.AtEnd && IsNamePart(scanner.Next))
            {
                scanner = start;
                return false;
            }

            // "0xffffffffc0374021 [mod]" has been seen where kallsyms knows the module and no symbol of it.
            location = new CodeLocation(null, null, null, TakeModule(ref scanner), address ?? bare);
            return true;
        }

        string? module = null;
        if (scanner.Take(':'))
        {
            if (!scanner.TakeUntil(":", out ReadOnlySpan<char> name) || !IsName(name))
            {
                scanner = start;
                return false;
            }

            module = SharedText.Of(name);
        }

        int length = NameLength(scanner.Rest);
        ReadOnlySpan<char> symbol = scanner.Rest[..length];
        scanner.Advance(length);
        if (length == 0 || !TakeOffset(ref scanner, out ulong offset, out ulong? size))
        {
            scanner = start;
            return false;
        }

        location = new CodeLocation(SharedText.Of(symbol), offset, size, module ?? TakeModule(ref scanner), address);
        return true;
    }

    /// <summary>Length of the symbol name at the start of a text; 0 when none is there.</summary>
    public static int NameLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || char.IsAsciiDigit(text[0]))
            return 0;
        int length = 0;
        while (length < text.Length && IsNamePart(text[length]))
            length++;
        return length;
    }

    /// <summary>Takes <c> [module]</c> or <c> [module build-id]</c>; null when there is none.</summary>
    public static string? TakeModule(ref LineScanner scanner)
    {
        LineScanner start = scanner;
        scanner.SkipBlanks();
        if (scanner.Take('[') && scanner.TakeUntil("]", out ReadOnlySpan<char> inside))
        {
            int blank = inside.IndexOf(' ');
            ReadOnlySpan<char> name = blank < 0 ? inside : inside[..blank];
            // "[inline]" is a symboliser's word, not a module.
            if (IsName(name) && !name.SequenceEqual("inline"))
                return SharedText.Of(name);
        }

        scanner = start;
        return null;
    }

    static bool TakeOffset(ref LineScanner scanner, out ulong offset, out ulong? size)
    {
        size = null;
        offset = 0;
        if (!scanner.Take('+') || !scanner.TakePrefixedHex(out offset))
            return false;
        LineScanner slash = scanner;
        if (scanner.Take('/') && scanner.TakePrefixedHex(out ulong bytes))
            size = bytes;
        else
            scanner = slash;
        return true;
    }

    static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!IsNamePart(c) && c != '-')
                return false;
        }

        return !text.IsEmpty;
    }

    // Compilers add .isra.0 and .cold, ppc64 a leading dot, Arm mapping symbols a dollar sign, symbol versions an @.
    static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '$' or '@';
}
