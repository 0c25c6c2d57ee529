namespace Stucktrace.Incidents.Parsing;

/// <summary>Frames that a symboliser rewrote: <c>foo lib/foo.c:12 [inline]</c>, and <c>foo (lib/foo.c:12)</c> of decode_stacktrace.sh.</summary>
static class SourceFrameParser
{
    /// <summary>Reads such a frame.</summary>
    /// <param name="scanner">Where to read.</param>
    /// <param name="address">Address that was printed before it, or null.</param>
    /// <param name="inlineMark">True when <c>[&lt; inline &gt;]</c> stood in place of the address.</param>
    /// <param name="location">What was read.</param>
    /// <param name="inline">True when it has no frame of its own.</param>
    public static bool TryTake(ref LineScanner scanner, ulong? address, bool inlineMark, out CodeLocation? location, out bool inline)
    {
        location = null;
        inline = inlineMark;
        int length = SymbolParser.NameLength(scanner.Rest);
        ReadOnlySpan<char> rest = scanner.Rest[length..].TrimStart(' ');
        if (length == 0 || rest.IsEmpty)
            return false;

        bool parenthesis = rest[0] == '(';
        bool noted = rest.EndsWith("[inline]", StringComparison.Ordinal) || rest.EndsWith("(inline)", StringComparison.Ordinal);
        if (parenthesis ? !IsPlace(rest[1..]) : !(noted || inlineMark) || !IsPlace(rest))
            return false;
        inline |= noted;
        string? module = null;
        if (parenthesis && rest.IndexOf(") [", StringComparison.Ordinal) is >= 0 and int bracket)
        {
            LineScanner behind = new(rest[(bracket + 1)..]);
            module = SymbolParser.TakeModule(ref behind);
        }

        location = new CodeLocation(scanner.Rest[..length].ToString(), null, null, module, address);
        return true;
    }

    /// <summary>True when a text starts with <c>path/file.c:123</c>.</summary>
    public static bool IsPlace(ReadOnlySpan<char> text)
    {
        int blank = text.IndexOfAny(' ', ')');
        if (blank >= 0)
            text = text[..blank];
        int colon = text.IndexOf(':');
        if (colon < 3 || colon + 1 >= text.Length || !(char.IsAsciiDigit(text[colon + 1]) || text[colon + 1] == '?'))
            return false;
        ReadOnlySpan<char> file = text[..colon];
        int dot = file.LastIndexOf('.');
        return dot > 0 && file[(dot + 1)..] is "c" or "h" or "S" or "rs" or "s" or "cc" or "cpp" or "inc";
    }
}
