namespace Stucktrace.Incidents.Parsing;

/// <summary>Reads <c>Workqueue: events foo_work [module]</c>: the function that a worker runs.</summary>
static class WorkqueueLineParser
{
    /// <summary>Reads the line.</summary>
    /// <param name="text">The message without prefix.</param>
    /// <returns>The function, or null when the line is none or names none.</returns>
    public static CodeLocation? TryParse(ReadOnlySpan<char> text)
    {
        LineScanner scanner = new(text.Trim(" \t"));
        if (!scanner.Take("Workqueue:"))
            return null;
        ReadOnlySpan<char> rest = scanner.Rest.Trim(' ');
        // Behind the function: a description in parentheses, when the work set one.
        int description = rest.IndexOf(" (", StringComparison.Ordinal);
        if (description > 0 && rest[^1] == ')')
            rest = rest[..description].TrimEnd(' ');
        string? module = null;
        int bracket = rest.LastIndexOf(" [", StringComparison.Ordinal);
        if (bracket > 0 && rest[^1] == ']')
        {
            LineScanner behind = new(rest[bracket..]);
            module = SymbolParser.TakeModule(ref behind);
            rest = rest[..bracket].TrimEnd(' ');
        }

        ReadOnlySpan<char> function = rest[(rest.LastIndexOf(' ') + 1)..];
        int length = SymbolParser.NameLength(function);
        if (length == 0)
        {
            LineScanner bare = new(function);
            return bare.TakePrefixedHex(out ulong address) && address != 0 ? new CodeLocation(null, null, null, module, address) : null;
        }

        return new CodeLocation(function[..length].ToString(), null, null, module, null);
    }
}
