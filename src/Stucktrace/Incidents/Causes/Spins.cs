using Stucktrace.Kernel;

namespace Stucktrace.Incidents.Causes;

/// <summary>Whether a stuck CPU is one that waits for somebody else.</summary>
static class Spins
{
    const int FramesLookedThrough = 3;

    /// <summary>True when it waits for another CPU to answer or to arrive.</summary>
    internal static bool ForCpu(Report report) => Top(report).Any(SpinFunctions.WaitsForCpu);

    /// <summary>True when it waits for a lock.</summary>
    internal static bool ForLock(Report report) =>
        Top(report).TakeWhile(s => SpinFunctions.WaitsForLock(s) || HelperFunctions.Contains(s)).Any(SpinFunctions.WaitsForLock);

    // Where it was and its nearest callers: cpu_relax() and the slow paths are small.
    static IEnumerable<string?> Top(Report report)
    {
        if (report.Location?.Module is not null)
            return [];
        IEnumerable<string?> frames = report.Frames
            .Where(f => f.Context == FrameContext.Task && f.Reliable)
            .TakeWhile(f => f.Location.Module is null)
            .Select(f => f.Location.Symbol)
            .Take(FramesLookedThrough);
        return report.Location is null ? frames : frames.Prepend(report.Location.Symbol);
    }
}
