namespace Stucktrace.Incidents.Recognition;

/// <summary>Writes a report's title in the field's usual words, without what differs from one occurrence to the next.</summary>
static class ReportTitle
{
    /// <summary>The title.</summary>
    public static string Of(HeaderRule rule, SectionFacts facts, CodeLocation? guilty)
    {
        string title = rule.Title;
        int gap;
        while ((gap = title.IndexOf('{', StringComparison.Ordinal)) >= 0)
        {
            int end = title.IndexOf('}', gap);
            string name = title[(gap + 1)..end];
            string value = name == "access" ? Access(facts) : TitleText.Normalise(facts.Section.Capture[name] ?? "");
            title = string.Concat(title.AsSpan(0, gap), value.Replace('{', '('), title.AsSpan(end + 1));
        }

        return guilty?.Symbol is { } symbol ? $"{title} in {SymbolName.Normalise(symbol)}" : title;
    }

    // "Read of size 8 at addr …", "Write of size 1 by task …"
    static string Access(SectionFacts facts)
    {
        foreach (ReportLine line in facts.Section.Lines)
        {
            if (line.Text.Contains("Read of size", StringComparison.Ordinal))
                return " Read";
            if (line.Text.Contains("Write of size", StringComparison.Ordinal))
                return " Write";
        }

        return "";
    }
}
