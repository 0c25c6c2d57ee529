namespace Stucktrace.Kernel;

/// <summary>How a kernel's hung-task checker (khungtaskd) behaves by default.</summary>
/// <param name="TimeoutSeconds">Default of kernel.hung_task_timeout_secs. The checker looks once in that time and compares counts of context switches, so a first report comes after one to two times that.</param>
/// <param name="Warnings">Default of kernel.hung_task_warnings: so many reports for the whole boot, then silence.</param>
/// <param name="PrintsRealTime">True when the number printed is how long the task has slept; false when it is just the timeout.</param>
/// <param name="Unlimited">True when -1 means no limit.</param>
/// <param name="CountsDetected">True when kernel.hung_task_detect_count goes on counting after the reports are used up.</param>
public sealed record HungTaskFacts(int TimeoutSeconds, int Warnings, bool PrintsRealTime, bool Unlimited, bool CountsDetected)
{
    /// <summary>Where it is defined.</summary>
    public const string Source = "kernel/hung_task.c";

    /// <summary>The facts of a release.</summary>
    /// <param name="release">The release, or null.</param>
    public static HungTaskFacts Of(KernelRelease? release) => new(
        TimeoutSeconds: 120,
        Warnings: 10,
        PrintsRealTime: release?.AtLeast(4, 19) == true,
        Unlimited: release is { } r && (r.AtLeast(3, 14) || r.IsEnterprise(7)),
        CountsDetected: release?.AtLeast(6, 15) == true);
}
