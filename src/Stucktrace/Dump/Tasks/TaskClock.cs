using System.Collections.Immutable;
using Stucktrace.Dump.Reading;

namespace Stucktrace.Dump.Tasks;

/// <summary>
/// How long ago a task ran. The scheduler stamps tasks with the clock of their run queue (update_curr() in kernel/sched/fair.c sets se.exec_start from
/// rq_clock_task(); sched_info_arrive() sets last_arrival from rq_clock()). A queue's clock stands still while its CPU is idle or stuck, so what the
/// furthest of all clocks is ahead of it is added.
/// </summary>
sealed class TaskClock
{
    const double Nanoseconds = 1e9;

    // A clock that is this far ahead is damaged: 30 years.
    const ulong Longest = 1_000_000_000_000_000_000;

    readonly Dictionary<int, (ulong Clock, ulong Task)> _clocks = [];
    readonly ulong _latest;
    readonly ulong? _jiffies;
    readonly int? _hz;

    internal TaskClock(KernelReader reader, ImmutableArray<DumpedCpu> cpus)
    {
        if (reader.PerCpuSymbol("runqueues") is { } queues)
        {
            foreach (DumpedCpu cpu in cpus)
            {
                if (reader.Field(queues + cpu.PerCpuOffset, "rq", "clock") is { } clock and < Longest)
                    _clocks[cpu.Number] = (clock, reader.Field(queues + cpu.PerCpuOffset, "rq", "clock_task") ?? clock);
            }
        }

        _latest = _clocks.Count == 0 ? 0 : _clocks.Values.Max(c => c.Clock);
        _jiffies = TickRate.Jiffies(reader);
        _hz = TickRate.Find(reader, _latest);
    }

    internal (double Seconds, LastRunSource Source)? SinceRun(KernelObject task, int? cpu)
    {
        if (cpu is { } number && _clocks.TryGetValue(number, out (ulong Clock, ulong Task) clock))
        {
            ulong behind = _latest - clock.Clock;
            if (Since(task["se.exec_start"], clock.Task, behind) is { } seconds)
                return (seconds, LastRunSource.ExecStart);
            if (Since(task["sched_info.last_arrival"], clock.Clock, behind) is { } arrived)
                return (arrived, LastRunSource.LastArrival);
        }

        // The checker looks only now and then, so this is the least that it can be.
        if (task["last_switch_time"] is > 0 and { } seen && _jiffies is { } now && now > seen && _hz is { } hz)
            return ((now - seen) / (double)hz, LastRunSource.HungTaskChecker);
        return null;
    }

    static double? Since(ulong? stamp, ulong clock, ulong behind) =>
        stamp is not (> 0 and < Longest and { } then) ? null : then >= clock + behind ? 0 : (clock + behind - then) / Nanoseconds;
}
