using Stucktrace.Formats.KernelLog;
using Stucktrace.Incidents.Parsing;

namespace Stucktrace.Incidents.Segmentation;

/// <summary>
/// Takes the lines of CPUs that print at the same time apart where the log names no caller: by the CPU that a line names, by what each dump
/// still lacks, and by the clock (each CPU stamps its own lines, so a stamp never goes back within a dump, and one that has stopped, as it does where
/// interrupts are off, tells the CPUs apart for the rest of their dumps).
/// </summary>
static class Interleaving
{
    /// <summary>The report that a line belongs to.</summary>
    /// <param name="open">Reports that print side by side, at least two.</param>
    /// <param name="record">The line.</param>
    /// <param name="last">The report that the line before went to.</param>
    /// <param name="guessed">True when only the neighbourhood of the line before spoke for the choice.</param>
    public static OpenReport Choose(List<OpenReport> open, LogRecord record, OpenReport? last, out bool guessed)
    {
        guessed = false;
        if (CpuLineParser.TryParse(record.Text, 0, out CpuLine line) && line.Pid is not null
            && open.Find(o => line.Cpu is { } cpu ? o.Main.Cpu == cpu : o.Main.Pid == line.Pid) is { } named)
            return named;

        int row = DumpRows.RankOf(record.Text);
        List<OpenReport> fit = open.FindAll(o => Fits(o.Current, record, row));
        if (fit.Count == 1)
            return fit[0];
        if (row >= 0 && Only(fit, o => Expects(o.Current, row)) is { } expecting)
            return expecting;
        if (record.Time.Monotonic is { } time && Only(fit, o => o.Current.LastTime == time) is { } sameTime)
            return sameTime;
        if (fit.Count == 0)
            fit = open;
        guessed = fit.Exists(o => !o.Current.Ended);
        return last is not null && fit.Contains(last) ? last : fit[^1];
    }

    /// <summary>True when a line goes on with one dump and can't go on with another one.</summary>
    /// <param name="record">The line.</param>
    /// <param name="one">The dump that it would go on with.</param>
    /// <param name="other">The other one.</param>
    internal static bool IsOf(LogRecord record, ReportSection one, ReportSection other)
    {
        int row = DumpRows.RankOf(record.Text);
        return Takes(one) && !Takes(other);

        bool Takes(ReportSection section) => Fits(section, record, row) && (row < 0 || Expects(section, row));
    }

    /// <summary>True when a dump can go on with a line, if some were lost before it.</summary>
    static bool Fits(ReportSection section, LogRecord record, int row)
    {
        if (section.Ended || record.Time.Monotonic < section.LastTime)
            return false;
        // What stands in a trace; its heading is a row.
        if (row < 0 && FrameParser.TryParse(record.Text, out _))
            return section.HasHeading;
        return row < 0 || row > section.Row || BeginsUserSide(section, row);
    }

    static bool Expects(ReportSection section, int row) => BeginsUserSide(section, row) || DumpRows.Follows(section.Row, row);

    static bool BeginsUserSide(ReportSection section, int row) => row == DumpRows.FirstOfRegisters && section is { HasFrames: true, UserRegisters: false };

    static OpenReport? Only(List<OpenReport> open, Predicate<OpenReport> fits)
    {
        List<OpenReport> found = open.FindAll(fits);
        return found.Count == 1 ? found[0] : null;
    }
}
