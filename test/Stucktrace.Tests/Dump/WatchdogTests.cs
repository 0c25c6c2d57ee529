using Stucktrace.Dump.CpuStates;

namespace Stucktrace.Tests.Dump;

/// <summary>How long a CPU has not scheduled: by the watchdog's stamp, and by the thread that waits to set it.</summary>
public class WatchdogTests
{
    const ulong Second = 1_000_000_000;

    static ShapedMachine Shaped() => new("5.10", layouts =>
    {
        layouts["task_struct"]["sched_info.last_queued"] = (0x818, 8);
        layouts["cpu_stopper"] = new(StringComparer.Ordinal) { ["thread"] = (0, 8) };
    });

    [Theory]
    // At 100 s: stamped long ago; stamped anew by a report although the thread has waited for 40 s; no stamp, just waiting; all well; nothing known.
    [InlineData(43, 0, 57, true)]
    [InlineData(95, 60, 40, true)]
    [InlineData(0, 60, 40, true)]
    [InlineData(95, 99, 5, false)]
    [InlineData(0, 0, null, false)]
    public void TheLongerOneCounts(ulong stampedAt, ulong queuedAt, int? seconds, bool stuck)
    {
        ShapedMachine shaped = Shaped();
        foreach (int cpu in (int[])[0, 1])
            shaped.Kernel.Set("rq", shaped.Kernel.PerCpu(shaped.RunQueues, cpu), "clock", 100 * Second);
        shaped.Kernel.Write(shaped.Kernel.Data("watchdog_thresh", 4), 10);
        ulong stamps = shaped.Kernel.PerCpu("watchdog_touch_ts", 8), stoppers = shaped.Kernel.PerCpu("cpu_stopper", 8);
        ulong stopper = shaped.TaskOf(10);
        shaped.Kernel.Set("task_struct", stopper, "sched_info.last_queued", queuedAt * Second);
        shaped.Kernel.Write(shaped.Kernel.PerCpu(stoppers, 1), stopper);
        // The stamp's unit is 2^30 ns.
        shaped.Kernel.Write(shaped.Kernel.PerCpu(stamps, 1), stampedAt * Second >> 30);
        CpuState state = CpuStateReader.Read(shaped.Read(), static _ => { })[1];
        Assert.Equal(seconds, (int?)state.SecondsSinceWatchdog);
        Assert.Equal(stuck, state.IsStuck);
    }
}
