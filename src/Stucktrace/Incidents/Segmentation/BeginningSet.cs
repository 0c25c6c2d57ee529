namespace Stucktrace.Incidents.Segmentation;

/// <summary>Beginnings of lines, found by their first character.</summary>
sealed class BeginningSet
{
    readonly string[][] _byFirst = new string[128][];

    public BeginningSet(IEnumerable<string> beginnings)
    {
        foreach (IGrouping<char, string> group in beginnings.GroupBy(b => b[0]))
            _byFirst[group.Key] = [.. group];
    }

    /// <summary>True when the text begins with one of them.</summary>
    public bool Matches(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] >= 128 || _byFirst[text[0]] is not { } candidates)
            return false;
        foreach (string candidate in candidates)
        {
            if (text.StartsWith(candidate, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
