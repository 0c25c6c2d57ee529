using Stucktrace.Formats.KernelLog;
using Stucktrace.Incidents.Parsing;

namespace Stucktrace.Incidents.Segmentation;

/// <summary>
/// Takes the lines of CPUs that print at the same time apart where the log names no caller: by the CPU that a line names, by what each dump
/// still lacks, and by the clock (each CPU stamps its own lines, so a stamp never goes back within a dump).
/// </summary>
static class Interleaving
{
    /// <summary>The report that a line belongs to.</summary>
    /// <param name="open">Reports that print side by side, at least two.</param>
    /// <param name="record">The line.</param>
    /// <param name="last">The report that the line before went to.</param>
    /// <param name="guessed">True when only the neighbourhood of the line before spoke for the choice, in the middle of two traces.</param>
    public static OpenReport Choose(List<OpenReport> open, LogRecord record, OpenReport? last, out bool guessed)
    {
        guessed = false;
        if (CpuLineParser.TryParse(record.Text, 0, out CpuLine line) && line.Pid is not null
            && open.Find(o => line.Cpu is { } cpu ? o.Main.Cpu == cpu : o.Main.Pid == line.Pid) is { } named)
            return named;

        int row = LineGrammar.RegisterRow(record.Text);
        bool isFrame = FrameParser.TryParse(record.Text, out FrameLine frame) && frame is { StartsTrace: false, Location: not null };
        List<OpenReport> fit = open.FindAll(o => Fits(o.Current, record, row, isFrame));
        if (fit.Count == 0)
            return last is not null && open.Contains(last) ? last : open[^1];
        if (fit.Count == 1)
            return fit[0];
        if (record.Time.Monotonic is { } time && Only(fit, o => o.Current.LastTime == time) is { } sameTime)
            return sameTime;
        if (row > 0 && Only(fit, o => o.Current.RegisterRow == row - 1) is { } expecting)
            return expecting;
        guessed = isFrame && fit.TrueForAll(o => o.Current.HasHeading);
        return last is not null && fit.Contains(last) ? last : fit[0];
    }

    /// <summary>True when a dump can go on with a line.</summary>
    static bool Fits(ReportSection section, LogRecord record, int row, bool isFrame)
    {
        if (section.Ended || record.Time.Monotonic < section.LastTime)
            return false;
        if (isFrame)
            return section.HasHeading;
        if (row >= 0 && row <= section.RegisterRow)
            return row == 0 && section.HasFrames && !section.UserRegisters;
        return !(section.HasHardwareLine && record.Text.StartsWith("Hardware name:", StringComparison.Ordinal));
    }

    static OpenReport? Only(List<OpenReport> open, Predicate<OpenReport> fits)
    {
        List<OpenReport> found = open.FindAll(fits);
        return found.Count == 1 ? found[0] : null;
    }
}
