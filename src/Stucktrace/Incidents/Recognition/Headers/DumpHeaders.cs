using static Stucktrace.Incidents.Blame.BlameMethod;
using static Stucktrace.Incidents.Blame.HelperGroups;
using static Stucktrace.Incidents.Recognition.HeaderRole;
using static Stucktrace.Incidents.ReportKind;

namespace Stucktrace.Incidents.Recognition.Headers;

/// <summary>Stacks printed on request: of other CPUs, of tasks, by a debugger.</summary>
static class DumpHeaders
{
    internal static readonly HeaderRule[] Rules =
    [
        // lib/nmi_backtrace.c; arch/*/kernel of older kernels
        new("NMI backtrace for cpu {cpu} skipped: idling", NmiBacktrace, "NMI backtrace", Nobody, Continues),
        new("NMI backtrace for cpu {cpu}", NmiBacktrace, "NMI backtrace", Activity, Part, Detectors),
        new("Task dump for CPU {cpu}:", TaskDump, "task dump", Activity, Part, Rcu | Detectors),
        new("CPU#{cpu} backtrace:", NmiBacktrace, "NMI backtrace", Activity, Part, Detectors),

        // drivers/tty/sysrq.c: w, t, l, m
        new("Show Blocked State", TaskDump, "blocked task", Wait, List, anywhere: true),
        new("Show State", TaskDump, "task dump", Wait, List, anywhere: true),
        new("Show backtrace of all active CPUs", NmiBacktrace, "NMI backtrace", Activity, List, anywhere: true),
        new("task:{comm} state:{text}", TaskDump, "task dump", Wait, Part),

        // crash(8): bt
        new("PID: {pid} TASK: {address} CPU: {cpu} COMMAND: \"{comm}\"", TaskDump, "crash back trace", Activity),

        // include/linux/fault-inject.h, mm/page_alloc.c, mm/vmalloc.c: a stack without a failure of the kernel
        new("FAULT_INJECTION: forcing a failure", Other, "", Nobody, Noise),
        new("FAULT_FLAG_ALLOW_RETRY missing", Other, "", Nobody, Noise),
        new("{comm}: page allocation failure", Other, "", Nobody, Noise),
        new("{comm}: vmalloc: allocation failure", Other, "", Nobody, Noise),
    ];
}
