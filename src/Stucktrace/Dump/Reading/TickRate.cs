namespace Stucktrace.Dump.Reading;

/// <summary>
/// HZ, the number of ticks in a second, which no variable holds. tick_nsec is the length of a tick (kernel/time/ntp.c, up to 6.12); else it follows from
/// two clocks that count the time since boot: jiffies and the run queues'.
/// </summary>
static class TickRate
{
    // The rates that kernel/Kconfig.hz offers for x86.
    static readonly int[] Rates = [100, 250, 300, 1000];

    // One clock may be late by a stuck CPU's work; the rates are further apart than that. NTP slews a tick by 0.05 % at most.
    const double ClockTolerance = 0.08, TickTolerance = 0.001, LeastSeconds = 2;

    /// <summary>HZ, or null when nothing tells.</summary>
    /// <param name="reader">The kernel.</param>
    /// <param name="clock">The furthest clock of the run queues, in nanoseconds; 0 without.</param>
    internal static int? Find(KernelReader reader, ulong clock)
    {
        if (reader.Variable("tick_nsec") is > 0 and { } tick && Rates.FirstOrDefault(r => Math.Abs(1e9 / r - tick) < TickTolerance * 1e9 / r) is > 0 and var exact)
            return exact;
        double seconds = clock / 1e9;
        if (seconds < LeastSeconds || (reader.Variable("jiffies_64") ?? reader.Variable("jiffies")) is not { } jiffies)
            return null;
        int[] fitting = [.. Rates.Where(r => Math.Abs(SinceBoot(jiffies, r) - seconds) < seconds * ClockTolerance)];
        return fitting.Length == 1 ? fitting[0] : null;
    }

    /// <summary>Seconds since boot: the counter begins at INITIAL_JIFFIES = (unsigned int)(-300 * HZ) (include/linux/jiffies.h).</summary>
    internal static double SinceBoot(ulong jiffies, int hz) => unchecked(jiffies - (uint)(-300 * hz)) / (double)hz;
}
