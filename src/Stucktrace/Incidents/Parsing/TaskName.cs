namespace Stucktrace.Incidents.Parsing;

/// <summary>Reads <c>comm:pid</c> pairs. A comm may itself hold colons, slashes and blanks, so the last separator counts.</summary>
static class TaskName
{
    /// <summary>Splits at the last separator.</summary>
    /// <param name="text">A comm, the separator and a pid, and nothing else.</param>
    /// <param name="separator"><c>:</c> or <c>/</c>.</param>
    /// <param name="comm">The comm.</param>
    /// <param name="pid">The pid.</param>
    public static bool TrySplit(ReadOnlySpan<char> text, char separator, out string comm, out int pid)
    {
        int at = text.LastIndexOf(separator);
        comm = at < 0 ? string.Empty : text[..at].Trim(' ').ToString();
        LineScanner scanner = new(at < 0 ? [] : text[(at + 1)..]);
        return scanner.TakeInt(out pid) & scanner.AtEnd & at >= 0;
    }
}
