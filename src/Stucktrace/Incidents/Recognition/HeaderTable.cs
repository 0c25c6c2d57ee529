using System.Buffers;
using Stucktrace.Incidents.Recognition.Headers;

namespace Stucktrace.Incidents.Recognition;

/// <summary>The table of kinds: every wording that begins a report, and the search for them in a line.</summary>
static class HeaderTable
{
    static readonly HeaderRule[] Rules =
    [
        .. StallHeaders.Rules, .. SanitizerHeaders.Rules, .. LockHeaders.Rules, .. MemoryHeaders.Rules, .. PanicHeaders.Rules,
        .. FaultHeaders.Rules, .. HardwareHeaders.Rules, .. StorageHeaders.Rules, .. DumpHeaders.Rules, .. CheckHeaders.Rules,
    ];

    static readonly SearchValues<string> Keys = SearchValues.Create([.. Rules.Select(r => r.Wording.Key).Distinct(StringComparer.Ordinal)], StringComparison.Ordinal);

    /// <summary>Rules by the first character of their key, in the table's order: special wordings stand before general ones.</summary>
    static readonly HeaderRule[][] ByFirst = Index();

    /// <summary>All rows.</summary>
    internal static IReadOnlyList<HeaderRule> All => Rules;

    /// <summary>Finds the header that a line is.</summary>
    /// <param name="line">The line without its prefix.</param>
    /// <param name="capture">What the header says.</param>
    /// <returns>Its row, or null when the line is none.</returns>
    public static HeaderRule? Find(string line, out HeaderCapture capture)
    {
        capture = HeaderCapture.Nothing;
        ReadOnlySpan<char> text = line;
        int at = 0;
        while (at < text.Length)
        {
            int hit = text[at..].IndexOfAny(Keys);
            if (hit < 0)
                return null;
            at += hit;
            foreach (HeaderRule rule in ByFirst[text[at]])
            {
                if (Matches(rule, text, at, ref capture))
                    return LookAlikes.Contains(text) ? null : CheckSites.Refine(rule, capture);
            }

            at++;
        }

        return null;
    }

    static HeaderRule[][] Index()
    {
        HeaderRule[][] index = new HeaderRule[128][];
        foreach (IGrouping<char, HeaderRule> group in Rules.GroupBy(r => r.Wording.Key[0]))
            index[group.Key] = [.. group];
        return index;
    }

    static bool Matches(HeaderRule rule, ReadOnlySpan<char> text, int at, ref HeaderCapture capture)
    {
        Wording wording = rule.Wording;
        if (!text[at..].StartsWith(wording.Key, StringComparison.Ordinal))
            return false;
        int start = at;
        if (wording.BeginsWithGap)
            start = LeadIns.Length(text);
        else if (rule.Anywhere ? !LeadIns.IsWordStart(text, at) : !LeadIns.Allow(text[..at]))
            return false;
        HeaderCapture own = new();
        if (start > at || !wording.Matches(text[start..], own))
            return false;
        capture = own;
        return true;
    }
}
