using Stucktrace.Incidents.Blame;

namespace Stucktrace.Incidents;

/// <summary>Finds where a task sleeps.</summary>
static class Sleeper
{
    /// <summary>kernel/sched/core.c: what stands above every sleeper's own call.</summary>
    static readonly NameSet Scheduler = new(["__schedule*", "schedule", "schedule_preempt_disabled", "schedule_timeout*", "schedule_hrtimeout*", "io_schedule*", "context_switch", "__switch_to*", "preempt_schedule*", "__cond_resched*", "_cond_resched"]);

    /// <summary>The first frame past the scheduler, or null.</summary>
    public static StackFrame? Place(SectionFacts facts) =>
        facts.Main.Frames.FirstOrNull(f => f.Reliable && f.Location.Symbol is { } symbol && !Scheduler.Contains(symbol));
}
