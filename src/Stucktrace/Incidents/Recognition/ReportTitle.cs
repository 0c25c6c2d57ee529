using Stucktrace.Kernel;

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

        if (rule.Kind == ReportKind.TaskDump && SpinsUnderCrash(facts))
            title = $"{title} (spinning for a lock, soft lockup suspected)";
        return guilty?.Symbol is { } symbol ? $"{title} in {SymbolName.Normalise(symbol)}" : title;
    }

    // The NMI of the crash met the CPU inside a spin primitive. Whether it had been there for long a single stack can't tell.
    static bool SpinsUnderCrash(SectionFacts facts) =>
        facts.Location is { Module: null, Symbol: { } symbol } && SpinFunctions.WaitsForLock(symbol) && facts.Main.Frames.Any(f => f.Location.Symbol == "crash_nmi_callback");

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
