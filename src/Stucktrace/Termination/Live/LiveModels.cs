using System.Collections.Immutable;

namespace Stucktrace.Termination.Live;

/// <summary>
/// The few functions of the kernel that are not executed in a dump but done by their models: those that give the CPU away, that wait for the time stamp
/// counter, or that write to the console. All others run as they lie in memory.
/// </summary>
static class LiveModels
{
    /// <summary>
    /// Their names. kernel/sched/core.c: a switch to another task's stack can't be followed, and the task comes back. arch/x86/lib/delay.c: reads the time
    /// stamp counter until enough has gone by. kernel/printk/printk.c: writes the log's ring, which no loop reads back.
    /// </summary>
    internal static ImmutableArray<string> Names { get; } =
    [
        "schedule", "__schedule", "preempt_schedule", "preempt_schedule_notrace", "preempt_schedule_common", "preempt_schedule_irq", "schedule_preempt_disabled",
        "schedule_timeout", "io_schedule", "yield", "msleep", "usleep_range", "usleep_range_state",
        "__delay", "__const_udelay", "__udelay", "__ndelay",
        "printk", "_printk", "vprintk", "__warn_printk", "dump_stack",
    ];

    static readonly HashSet<string> GiveUp = new(Names.TakeWhile(n => n != "__delay"), StringComparer.Ordinal);

    /// <summary>Whether the CPU runs other tasks meanwhile.</summary>
    /// <param name="name">A name of the list.</param>
    internal static bool GivesUpCpu(string name) => GiveUp.Contains(name);

    /// <summary>Where they lie.</summary>
    /// <param name="find">Address of a symbol of the kernel, or null.</param>
    internal static ImmutableDictionary<ulong, string> Find(Func<string, ulong?> find)
    {
        ImmutableDictionary<ulong, string>.Builder models = ImmutableDictionary.CreateBuilder<ulong, string>();
        foreach (string name in Names)
        {
            if (find(name) is { } address && address != 0)
                models.TryAdd(address, name);
        }

        return models.ToImmutable();
    }
}
