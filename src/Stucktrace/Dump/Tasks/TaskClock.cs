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

    readonly Dictionary<int, (ulong Clock, ulong Task)> _clocks = [];
    readonly TimeBase _time;

    internal TaskClock(KernelReader reader, ImmutableArray<DumpedCpu> cpus)
    {
        if (reader.PerCpuSymbol("runqueues") is { } queues)
        {
            foreach (DumpedCpu cpu in cpus)
            {
                if (reader.Field(queues + cpu.PerCpuOffset, "rq", "clock") is { } clock and < TimeBase.MostNanoseconds)
                    _clocks[cpu.Number] = (clock, reader.Field(queues + cpu.PerCpuOffset, "rq", "clock_task") ?? clock);
            }
        }

        _time = TimeBase.Read(reader, cpus);
    }

    internal (double Seconds, LastRunSource Source)? SinceRun(KernelObject task, int? cpu)
    {
        if (cpu is { } number && _clocks.TryGetValue(number, out (ulong Clock, ulong Task) clock))
        {
            ulong behind = _time.Nanoseconds - clock.Clock;
            if (Since(task["se.exec_start"], clock.Task, behind) is { } seconds)
                return (seconds, LastRunSource.ExecStart);
            if (Since(task["sched_info.last_arrival"], clock.Clock, behind) is { } arrived)
                return (arrived, LastRunSource.LastArrival);
        }

        // The checker looks only now and then, so this is the least that it can be.
        if (task["last_switch_time"] is > 0 and { } seen && _time.Seconds(_time.TicksSince(seen)) is { } least)
            return (least, LastRunSource.HungTaskChecker);
        return null;
    }

    /// <summary>
    /// How long a task that is not running has waited for a CPU (sched_info.last_queued, which sched_info_dequeue() and sched_info_arrive() set back to 0);
    /// null when it does not wait.
    /// </summary>
    internal double? Queued(KernelObject task, int? cpu) =>
        cpu is { } number && _clocks.TryGetValue(number, out (ulong Clock, ulong Task) clock) ? Since(task["sched_info.last_queued"], clock.Clock, _time.Nanoseconds - clock.Clock) : null;

    static double? Since(ulong? stamp, ulong clock, ulong behind) =>
        stamp is not (> 0 and < TimeBase.MostNanoseconds and { } then) ? null : then >= clock + behind ? 0 : (clock + behind - then) / Nanoseconds;
}
