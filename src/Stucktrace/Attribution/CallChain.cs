using System.Collections.Immutable;
using Stucktrace.Incidents;
using Stucktrace.Kernel;

namespace Stucktrace.Attribution;

/// <summary>The chain of calls that was active on a task's stack, without what is left over from earlier calls.</summary>
static class CallChain
{
    // Where the kernel reports a fault or a stall about itself: frames above the fault are the report's own.
    static readonly string[] Reporting =
    [
        "dump_stack", "show_stack", "show_trace", "show_regs", "__show_regs", "panic", "nmi_panic", "watchdog", "nmi_cpu_backtrace", "nmi_trigger", "arch_trigger", "rcu_dump", "rcu_sched_clock", "rcu_check_callbacks",
        "print_cpu_stall", "check_cpu_stall", "update_process_times", "tick_", "__hrtimer_run", "hrtimer_interrupt", "sysvec_", "__sysvec_", "asm_sysvec_", "apic_timer", "smp_apic_timer", "local_apic_timer", "irq_exit", "crash_nmi", "nmi_handle",
        "default_do_nmi", "do_nmi", "exc_nmi", "end_repeat_nmi", "nmi", "__warn", "warn_slowpath", "report_bug", "handle_bug", "exc_", "asm_exc_", "do_error_trap", "do_trap", "invalid_op", "oops_end", "die", "__die", "no_context", "__bad_area", "bad_area",
        "page_fault", "do_page_fault", "__do_page_fault", "general_protection", "error_entry", "do_invalid_op", "__schedule_bug", "__might_sleep", "___might_sleep", "__might_resched", "print_unlock", "lockdep_", "trigger_", "perf_event_overflow",
        "__perf_event_overflow", "intel_pmu_handle_irq", "perf_event_nmi", "handle_nmi", "call_on_stack", "do_IRQ", "common_interrupt", "ret_from_intr", "timer_interrupt", "handle_irq_event", "handle_percpu", "generic_handle", "__handle_domain", "gic_handle", "el1_irq", "el1h_64", "el1_interrupt",
    ];

    /// <summary>The chain of a report's subject, innermost first.</summary>
    /// <param name="report">The report.</param>
    /// <param name="most">So many places of it are enough.</param>
    internal static ImmutableArray<CallPlace> Of(Report report, int most = int.MaxValue)
    {
        ImmutableArray<CallPlace>.Builder chain = ImmutableArray.CreateBuilder<CallPlace>();
        bool waits = report.Kind is ReportKind.HungTask or ReportKind.TaskDump;
        if (report.Location is { } location && !waits && !IsReporting(location))
            chain.Add(new CallPlace(location, report.LocationLine ?? report.FirstLine, 0));
        bool anyReliable = report.Frames.Any(f => f.Reliable);
        foreach (StackFrame frame in report.Frames)
        {
            if (chain.Count == most)
                break;

            // The trace often begins with the very place that the RIP line named.
            bool active = frame.Judged == FrameJudgement.Caller || (frame.Judged != FrameJudgement.Stale && (frame.Reliable || (!anyReliable && report.TaskState is 'R')));
            if (frame.Context != FrameContext.Task || !active || (chain.Count > 0 && chain[^1].Location == frame.Location) || (chain.Count == 0 && IsReporting(frame.Location)))
                continue;
            chain.Add(new CallPlace(frame.Location, frame.Line, chain.Count));
        }

        return chain.ToImmutable();
    }

    /// <summary>The first place that is neither a primitive in which the kernel waits or spins nor a helper that ends by itself; null when there is none.</summary>
    internal static CallPlace? Place(ImmutableArray<CallPlace> chain) =>
        chain.FirstOrDefault(l => l.Location.Module is not null ? !IsPorting(l.Location) : l.Location.Symbol is null || !Passes(l.Location.Symbol));

    /// <summary>True for functions of the kernel that act for their caller.</summary>
    internal static bool Passes(string symbol) => HelperFunctions.Contains(symbol) || WaitFunctions.Find(symbol) is not null || SpinFunctions.WaitsForCpu(symbol);

    // OpenZFS's porting layer waits for zfs as the kernel does for others.
    static bool IsPorting(CodeLocation location) => location.Module is "spl" && WaitFunctions.Find(location.Symbol) is not null;

    static bool IsReporting(CodeLocation location)
    {
        if (location is not { Module: null, Symbol: { } symbol })
            return false;
        foreach (string beginning in Reporting)
        {
            if (symbol.StartsWith(beginning, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
