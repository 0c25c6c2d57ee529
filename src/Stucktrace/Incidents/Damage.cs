using Stucktrace.Formats;
using Stucktrace.Incidents.Blame;
using Stucktrace.Incidents.Recognition;
using Stucktrace.Incidents.Recognition.Headers;
using Stucktrace.Incidents.Segmentation;

namespace Stucktrace.Incidents;

/// <summary>Decides whether a report is whole, and if not, why.</summary>
static class Damage
{
    /// <summary>Id of the message for a report among whose lines another CPU's may be.</summary>
    internal const string Mixed = "report.mixed";

    /// <summary>Where call traces end: the ways into the kernel, and the first function of threads and CPUs.</summary>
    static readonly NameSet Bottoms = new(
    [
        "entry_*", "system_call*", "sysenter*", "ret_from_*", "child_rip", "kthread", "kernel_thread*", "*start_secondary*", "*startup_64*", "x86_64_start_*", "start_kernel", "el0_*", "el0t_*", "ret_fast_syscall", "ret_to_user", "cpu_startup_entry", "rest_init",
        "tracesys*", "*syscall*", "worker_thread", "do_idle", "cpu_idle", "handle_sys*", "stack_done*", "page_fault", "asm_exc_*", "error_exit", "retint_*", "irq_exit*", "asm_*", "smpboot_thread_fn", "kernel_init", "__kernel_*",
    ]);

    /// <summary>The reason, or null when the report is whole.</summary>
    /// <param name="open">The report.</param>
    /// <param name="main">Its own section.</param>
    /// <param name="subject">The section with its stack.</param>
    /// <param name="cut">True when the log ended before anything else ended the report.</param>
    public static Message? Of(OpenReport open, SectionFacts main, SectionFacts subject, bool cut)
    {
        if (open.Damaged is not null)
            return open.Damaged;
        HeaderRule rule = main.Section.Rule;
        if (rule.Kind == ReportKind.Panic && open.PartOf is null && PanicHeaders.Announces(rule))
            return Message.Of("report.cause-lost");
        if (rule.Role == HeaderRole.OneLine || rule.Blame is BlameMethod.Nobody or BlameMethod.HeaderOnly or BlameMethod.LastFunction)
            return null;
        if (!subject.HasStack)
            return Message.Of(cut ? "report.cut-by-end" : "report.no-stack");
        if (!cut || !open.Current.InTrace || open.Current.Ended)
            return null;
        string? last = subject.Main.Frames is [.., var outermost] ? outermost.Location.Symbol : null;
        return open.MarksEnds || (last is { } symbol && !Bottoms.Contains(symbol)) ? Message.Of("report.cut-in-trace") : null;
    }
}
