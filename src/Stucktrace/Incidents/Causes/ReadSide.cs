namespace Stucktrace.Incidents.Causes;

/// <summary>Whether an RCU stall shows a task that was preempted inside its read-side section, and where.</summary>
static class ReadSide
{
    // What lies on a stack between schedule() and the place at which an interrupt preempted a task.
    static readonly string[] Preemption = ["preempt_schedule", "irqentry_exit", "sysvec_", "apic_timer_interrupt", "reschedule_interrupt", "ret_from_intr", "retint_kernel"];

    /// <summary>True when the report names a task that it waits for and the task's stack shows a module in which it was preempted, not asleep.</summary>
    internal static bool HoldsGracePeriod(Report report) =>
        report is { Kind: ReportKind.RcuStall, Rcu: { BlockedTasks.Length: > 0, StalledCpus.Length: 0 } } && Place(report) is not null;

    /// <summary>The first place in a module on the way up from where it was preempted, or null when it slept there or no module is near.</summary>
    internal static StackFrame? Place(Report report)
    {
        bool preempted = report.TaskState is 'R' && report.Frames.Any(f => !f.Reliable);
        if (report is { Location.Module: not null, LocationLine: { } line })
            return new StackFrame(report.Location, true, FrameContext.Task, false, line);
        foreach (StackFrame frame in report.Frames)
        {
            if (frame.Location.Module is not null)
                return preempted ? frame : null;
            preempted |= frame.Location.Symbol is { } symbol && Preemption.Any(p => symbol.Contains(p, StringComparison.Ordinal));
        }

        return null;
    }
}
