namespace Stucktrace.Kernel;

/// <summary>How a kernel's soft-lockup detector measures and prints.</summary>
/// <param name="ThresholdSeconds">Default threshold, in the detector's own seconds.</param>
/// <param name="SampleSeconds">Period of the timer that looks, in real seconds: a fifth of the threshold.</param>
/// <param name="FirstReportSeconds">Real seconds from the CPU's last schedule to the first report at the default threshold.</param>
/// <param name="Cumulative">True when each repeat prints the time since the beginning; false when printing the report restarts the count, so that the same number comes again.</param>
/// <param name="RepeatSeconds">Real seconds between two reports of the same stall.</param>
/// <param name="Source">Where it is defined.</param>
public sealed record SoftLockupFacts(int ThresholdSeconds, int SampleSeconds, int FirstReportSeconds, bool Cumulative, int RepeatSeconds, string Source)
{
    /// <summary>The detector's second: its clock is nanoseconds shifted right by 30 bits (get_timestamp in kernel/watchdog.c).</summary>
    public const double DetectorSecond = (1L << 30) / 1e9;

    // From 2.6.18 on a second counter of the tick; the hrtimer and its fifths came with kernel/watchdog.c in 2.6.36.
    static readonly SoftLockupFacts Tick = new(60, 1, 61, false, 60, "kernel/softlockup.c");
    static readonly SoftLockupFacts Sixty = new(60, 12, 72, false, 84, "kernel/watchdog.c (softlockup_thresh = 60)");
    static readonly SoftLockupFacts Twenty = new(20, 4, 24, false, 28, "kernel/watchdog.c (watchdog_thresh = 10)");
    static readonly SoftLockupFacts Growing = Twenty with { Cumulative = true, Source = "kernel/watchdog.c (update_report_ts, 5.13)" };

    /// <summary>The facts of a release; those of the kernels in use most for an unknown one.</summary>
    /// <param name="release">The release, or null.</param>
    public static SoftLockupFacts Of(KernelRelease? release) => release switch
    {
        null => Twenty,
        _ when release.IsEnterprise(6) => Sixty,
        _ when release.IsEnterprise(5) => Tick with { ThresholdSeconds = 10, FirstReportSeconds = 10, RepeatSeconds = 10 },
        _ when release.EnterpriseMajor is 7 or 8 => Twenty,
        _ when release.AtLeast(5, 13) => Growing,
        _ when release.AtLeast(2, 6, 39) => Twenty,
        _ when release.AtLeast(2, 6, 36) => Sixty,
        _ => Tick,
    };

    /// <summary>
    /// Real seconds from the CPU's last schedule to a report that prints a number. The timer looks at multiples of its period; the printed number is
    /// the difference of two truncated readings and so up to one of the detector's seconds too large or too small.
    /// </summary>
    /// <param name="printed">Seconds as printed.</param>
    public double RealSeconds(int printed)
    {
        double real = printed * DetectorSecond;
        double sampled = Math.Round(real / SampleSeconds) * SampleSeconds;
        // A threshold other than the default has another period; then the plain conversion is all there is.
        return Math.Abs(sampled - real) <= DetectorSecond ? sampled : Math.Round(real);
    }
}
