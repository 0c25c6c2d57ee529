using Stucktrace.Incidents.Blame;
using Stucktrace.Kernel;

namespace Stucktrace.Incidents.Causes;

/// <summary>Whether a stuck CPU is one that waits for somebody else.</summary>
static class Spins
{
    const int FramesLookedThrough = 3;

    /// <summary>True when it waits for another CPU to answer or to arrive.</summary>
    internal static bool ForCpu(Report report) => Top(report).Exists(SpinFunctions.WaitsForCpu);

    /// <summary>True when it waits for a lock.</summary>
    internal static bool ForLock(Report report)
    {
        foreach (string? symbol in Top(report))
        {
            if (SpinFunctions.WaitsForLock(symbol))
                return true;
            if (!HelperFunctions.Contains(symbol))
                return false;
        }

        return false;
    }

    // Where it was and its nearest callers: cpu_relax() and the slow paths are small. An interrupt that lies on top of it tells nothing: what it
    // came upon goes on waiting when it is over.
    static List<string?> Top(Report report)
    {
        List<string?> top = new(FramesLookedThrough + 1);
        bool interrupted = report.Frames is [{ Context: not FrameContext.Task }, ..];
        if (!interrupted && report.Location?.Module is not null)
            return top;
        if (!interrupted && report.Location is not null)
            top.Add(report.Location.Symbol);
        int most = top.Count + FramesLookedThrough;
        foreach (StackFrame frame in report.Frames)
        {
            if (frame.Context != FrameContext.Task || !frame.Reliable || (interrupted && top.Count == 0 && Interrupted.IsEntry(frame)))
                continue;
            if (frame.Location.Module is not null || top.Count == most)
                break;
            top.Add(frame.Location.Symbol);
        }

        return top;
    }
}
