using Stucktrace.Formats;
using Stucktrace.Incidents.Segmentation;

namespace Stucktrace.Incidents;

/// <summary>Decides whether a report is whole, and if not, why.</summary>
static class Damage
{
    public static Message? Of(OpenReport open, SectionFacts main, SectionFacts subject, bool cut)
    {
        if (open.Damaged is not null)
            return open.Damaged;
        if (main.Section.Rule.Role == Recognition.HeaderRole.OneLine || main.Section.Rule.Blame == Blame.BlameMethod.Nobody)
            return null;
        if (cut && !main.Section.Ended && !subject.HasStack)
            return Message.Of("report.cut-by-end");
        return null;
    }
}
