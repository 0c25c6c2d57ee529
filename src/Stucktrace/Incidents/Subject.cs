using Stucktrace.Incidents.Segmentation;

namespace Stucktrace.Incidents;

/// <summary>Decides whose stack a report is about when several were printed for it.</summary>
static class Subject
{
    /// <summary>The section with the subject's stack.</summary>
    public static SectionFacts Choose(OpenReport open, SectionFacts[] facts)
    {
        SectionFacts main = facts[0];
        if (main.HasStack)
            return main;
        foreach (SectionFacts part in facts)
        {
            if (part.HasStack)
                return part;
        }

        return main;
    }
}
