using Stucktrace.Incidents.Blame;
using Stucktrace.Incidents.Segmentation;

namespace Stucktrace.Incidents;

/// <summary>Decides whose stack a report is about when several were printed for it.</summary>
static class Subject
{
    /// <summary>The section with the subject's stack.</summary>
    public static SectionFacts Choose(OpenReport open, SectionFacts[] facts)
    {
        SectionFacts main = facts[0];
        if (open.Main.Rule.Kind == ReportKind.RcuStall)
            return StalledCpu(facts);
        return main.HasStack ? main : Array.Find(facts, f => f.HasStack) ?? main;
    }

    // The stalled CPU's stack may come under any heading: the detector's own tick, an NMI back trace, a task dump; the grace-period kthread's
    // is printed among them. The tick that came in on the stalled CPU tells it from the others.
    static SectionFacts StalledCpu(SectionFacts[] facts) =>
        Array.Find(facts, f => f.Main.Frames.Exists(Interrupted.IsEntry))
        ?? (facts[0].HasStack ? facts[0] : null)
        ?? Array.Find(facts, f => f.HasStack && !IsGracePeriodKthread(f))
        ?? facts[0];

    static bool IsGracePeriodKthread(SectionFacts facts) => facts.Main.Frames.Exists(f => f.Location.Symbol is "rcu_gp_kthread" or "rcu_gp_fqs_loop");
}
