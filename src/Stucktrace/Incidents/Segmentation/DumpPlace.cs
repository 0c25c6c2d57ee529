namespace Stucktrace.Incidents.Segmentation;

/// <summary>How far the dump of one CPU has been printed: what its next line can be depends on it.</summary>
/// <param name="Kind">What it is printed for. The stack of a task that does not run comes after the line of the task, without registers.</param>
/// <param name="Row">Rank of its last row (<see cref="DumpRows"/>), -1 before the first.</param>
/// <param name="Time">Stamp of its last line in microseconds, as far as a line can still come that is stamped as early; else null.</param>
/// <param name="HasHeading">Its trace has begun.</param>
/// <param name="HasFrames">A frame was printed.</param>
/// <param name="IsUserSide">The registers of the user side have begun.</param>
/// <param name="PerCpuBase">Where the CPU's own data lie (the base of GS), as far as its line was printed.</param>
/// <param name="Ended">Its end mark was printed.</param>
readonly record struct DumpPlace(ReportKind Kind, int Row, long? Time, bool HasHeading, bool HasFrames, bool IsUserSide, ulong? PerCpuBase, bool Ended)
{
    // Costs of a line that goes on with a dump. One that nothing but lost lines explains, and one that can't belong, are dearer than any number of those
    // that merely carry another dump's stamp.
    const int OtherStamp = 1, RowsLost = 1_000;

    /// <summary>Cost of a line that can't belong.</summary>
    internal const int Impossible = 20_000;

    /// <summary>Where the dump of a section is.</summary>
    internal static DumpPlace Of(ReportSection section) => new(
        section.Rule.Kind, section.HasTaskLine ? Math.Max(section.Row, DumpRows.Heading - 1) : section.Row,
        section.LastTime, section.HasHeading, section.HasFrames, section.UserRegisters, null, section.Ended);

    /// <summary>How badly a line goes on with it; 0 when it is what comes next.</summary>
    /// <param name="line">The line.</param>
    internal int CostOf(MixedLine line)
    {
        int cost = 0;
        if (line.Time is { } time && Time is { } last && time != last)
            cost = time < last ? Impossible : OtherStamp;
        if (Ended)
            return cost + Impossible;
        if (line.Row >= 0)
            return cost + CostOfRow(line.Row);
        return cost + (((line.IsFrame || line.IsMark) && !HasHeading) || (line.Kind is { } kind && kind != Kind) ? RowsLost : 0);
    }

    int CostOfRow(int row)
    {
        if (BeginsUserSide(row) || ClosesTrace(row) || (IsTask && row == DumpRows.Workqueue))
            return 0;
        if (row <= Row)
            return Impossible;
        return !DumpRows.Follows(Row, row) || (IsTask && !HasHeading && row < DumpRows.Heading) ? RowsLost : 0;
    }

    /// <summary>True when a line is what comes next.</summary>
    internal bool Expects(MixedLine line) => CostOf(line) <= OtherStamp;

    /// <summary>Where it is after a line.</summary>
    /// <param name="line">The line.</param>
    internal DumpPlace After(MixedLine line) => this with
    {
        Row = BeginsUserSide(line.Row) ? line.Row : Math.Max(Row, IsTask && line.Pid is not null ? DumpRows.Heading - 1 : line.Row),
        Time = line.Time ?? Time,
        HasHeading = HasHeading || line.IsHeading || line.IsFrame || line.IsMark,
        HasFrames = HasFrames || line.IsFrame,
        IsUserSide = IsUserSide || BeginsUserSide(line.Row),
        PerCpuBase = PerCpuBase ?? line.PerCpuBase,
        Ended = Ended || line.IsEnd,
    };

    bool IsTask => Kind == ReportKind.HungTask;

    bool BeginsUserSide(int row) => row == DumpRows.FirstOfRegisters && HasFrames && !IsUserSide;

    bool ClosesTrace(int row) => row == DumpRows.Code && HasFrames && !IsUserSide;
}
