using System.Collections.Immutable;

namespace Stucktrace.Dump.Reading;

/// <summary>The clocks of a dump: what "now" was when it was taken.</summary>
/// <param name="Jiffies">The counter of ticks.</param>
/// <param name="Hz">Ticks a second, or null when nothing tells.</param>
/// <param name="Nanoseconds">The furthest clock of the run queues, which count from boot; 0 without.</param>
sealed record TimeBase(ulong? Jiffies, int? Hz, ulong Nanoseconds)
{
    // A clock that is this far ahead is damaged: 30 years. A stamp this many ticks ago is none: an age is at most the uptime.
    internal const ulong MostNanoseconds = 1_000_000_000_000_000_000;
    const ulong MostTicks = 1UL << 40;

    internal static TimeBase Read(KernelReader reader, ImmutableArray<DumpedCpu> cpus)
    {
        ulong latest = 0;
        if (reader.PerCpuSymbol("runqueues") is { } queues)
        {
            foreach (DumpedCpu cpu in cpus)
            {
                if (reader.Field(queues + cpu.PerCpuOffset, "rq", "clock") is { } clock and < MostNanoseconds)
                    latest = Math.Max(latest, clock);
            }
        }

        return new TimeBase(reader.Variable("jiffies_64") ?? reader.Variable("jiffies"), TickRate.Find(reader, latest), latest);
    }

    /// <summary>Seconds since boot: the counter of ticks begins at INITIAL_JIFFIES (include/linux/jiffies.h); else the run queues' clock.</summary>
    internal double? Uptime => Jiffies is { } now && Hz is { } hz ? TickRate.SinceBoot(now, hz) : Nanoseconds > 0 ? Nanoseconds / 1e9 : null;

    /// <summary>Ticks since a stamp of jiffies; null when there is none, 0 when it lies ahead by the little that CPUs differ.</summary>
    internal ulong? TicksSince(ulong? stamp) =>
        stamp is not { } then || Jiffies is not { } now ? null : unchecked(now - then) is var ticks && ticks < MostTicks ? ticks : unchecked(then - now) < MostTicks ? 0 : null;

    internal double? Seconds(ulong? ticks) => ticks is { } number && Hz is { } hz ? number / (double)hz : null;

    /// <summary>Seconds since a stamp of the run queues' clock.</summary>
    internal double? SecondsSince(ulong? stamp) =>
        stamp is not (> 0 and < MostNanoseconds and { } then) || Nanoseconds == 0 ? null : then >= Nanoseconds ? 0 : (Nanoseconds - then) / 1e9;
}
