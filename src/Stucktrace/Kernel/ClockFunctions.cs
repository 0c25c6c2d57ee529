namespace Stucktrace.Kernel;

/// <summary>
/// What kernel code reads the time from. A loop that compares one of these ends by itself. From include/linux/jiffies.h, timekeeping.h, sched/clock.h and
/// arch/x86/include/asm/tsc.h, 2.6.32 to 6.12.
/// </summary>
public static class ClockFunctions
{
    static readonly HashSet<string> Functions = new(StringComparer.Ordinal)
    {
        "ktime_get", "ktime_get_raw", "ktime_get_with_offset", "ktime_get_coarse_with_offset", "ktime_get_ts64", "ktime_get_raw_ts64", "ktime_get_real_ts64",
        "ktime_get_coarse_ts64", "ktime_get_coarse_real_ts64", "ktime_get_seconds", "ktime_get_real_seconds", "ktime_get_mono_fast_ns", "ktime_get_raw_fast_ns",
        "ktime_get_real", "ktime_get_ts", "getnstimeofday", "getnstimeofday64", "do_gettimeofday", "current_kernel_time", "get_seconds", "getrawmonotonic",
        "sched_clock", "local_clock", "sched_clock_cpu", "cpu_clock", "ktime_get_boot_fast_ns", "get_jiffies_64", "jiffies_to_msecs",
    };

    /// <summary>Whether a function returns the time.</summary>
    /// <param name="name">Its name.</param>
    public static bool IsFunction(string name) => Functions.Contains(name);

    /// <summary>What a function returns as the time (ktime_t has been plain nanoseconds on 64 bits since 2.6.17).</summary>
    /// <param name="name">Its name.</param>
    public static ClockResult ResultOf(string name) => name switch
    {
        "get_jiffies_64" => ClockResult.Jiffies,
        "ktime_get_seconds" or "ktime_get_real_seconds" or "get_seconds" => ClockResult.Seconds,
        "ktime_get" or "ktime_get_raw" or "ktime_get_with_offset" or "ktime_get_coarse_with_offset" or "ktime_get_mono_fast_ns" or "ktime_get_raw_fast_ns" or "ktime_get_real"
            or "ktime_get_boot_fast_ns" or "sched_clock" or "local_clock" or "sched_clock_cpu" or "cpu_clock" => ClockResult.Nanoseconds,
        _ => ClockResult.None,
    };

    /// <summary>Whether a variable is one that goes on by itself as a whole (<see cref="ClockWords"/>).</summary>
    /// <param name="name">Its name.</param>
    public static bool IsWord(string name) => ClockWords.Find(name) is not null;
}
