using Stucktrace.Formats.KernelLog;
using Stucktrace.Incidents.Parsing;

namespace Stucktrace.Incidents.Segmentation;

/// <summary>Takes the lines of CPUs that print at the same time apart where the log names no caller.</summary>
static class Interleaving
{
    /// <summary>The report of several open ones that a line belongs to, or null when nothing tells.</summary>
    public static OpenReport? Choose(List<OpenReport> open, LogRecord record)
    {
        if (record.Caller is not null)
            return null;
        if (CpuLineParser.TryParse(record.Text, 0, out CpuLine line) && line.Pid is not null)
        {
            OpenReport? named = Only(open, o => line.Cpu is { } cpu ? o.Main.Cpu == cpu : o.Main.Pid == line.Pid);
            if (named is not null)
                return named;
        }

        int row = LineGrammar.RegisterRow(record.Text);
        if (row >= 0)
        {
            OpenReport? next = Only(open, o => !o.Current.Ended && o.Current.RegisterRow == row - 1);
            if (next is not null)
                return next;
        }

        // Every line of one CPU's dump carries the time at which that CPU printed it; with interrupts off the clock stands still.
        return record.Time.Monotonic is { } time ? Only(open, o => !o.Current.Ended && o.Current.LastTime == time) : null;
    }

    static OpenReport? Only(List<OpenReport> open, Func<OpenReport, bool> fits)
    {
        OpenReport? found = null;
        foreach (OpenReport candidate in open)
        {
            if (!fits(candidate))
                continue;
            if (found is not null)
                return null;
            found = candidate;
        }

        return found;
    }
}
