using Stucktrace.Formats.KernelLog;
using Stucktrace.Incidents.Causes;

namespace Stucktrace.Incidents;

/// <summary>Whether two reports can be one event that was written down twice.</summary>
/// <param name="Clock">True when their times agree, false when they contradict, null when they share no clock.</param>
/// <param name="Lines">True when the lines of the shorter one stand in the longer one.</param>
/// <param name="Rich">True when they share so many registers and stack words that chance is no explanation.</param>
readonly record struct ReportLikeness(bool? Clock, bool Lines, bool Rich)
{
    // Daemons stamp a message when they receive it, and print whole seconds.
    const double WallApart = 2;

    // So many registers that are not zero, or words of the stack, make a report unique.
    const int RichValues = 8;

    // One line in so many may differ: the one at which a copy was cut, or that another CPU's message was mixed into.
    const int LinesForOneMissing = 8;

    /// <summary>True when nothing speaks against it and the content alone, or time and content together, say so.</summary>
    internal bool IsSure => Lines && (Clock ?? Rich);

    /// <summary>True when nothing speaks against it.</summary>
    internal bool IsPossible => Lines && Clock != false;

    /// <summary>Compares two reports whose kind, CPU, task and first line are the same.</summary>
    internal static ReportLikeness Of(Report one, Report other)
    {
        bool? clock = SameHost(one.Host, other.Host) ? SameTime(one, other) : false;
        return clock == false ? new(false, false, false) : new(clock, SameLines(one, other), IsRich(one) && IsRich(other));
    }

    /// <summary>
    /// Seconds from the beginning of the year to the machine's boot, from a report that has the one clock and its copy that has the other; null when
    /// they don't tell.
    /// </summary>
    internal static double? Offset(Report one, Report other) =>
        one.Time is { Monotonic: { } a, Wall: null } && other.Time is { Wall: not null, Monotonic: null } ? Seconds(other) - (a / 1e6)
        : other.Time is { Monotonic: { } b, Wall: null } && one.Time is { Wall: not null, Monotonic: null } ? Seconds(one) - (b / 1e6)
        : null;

    static double? Seconds(Report report) => MachineClock.Between(new(null, new WallClock(report.Time.Wall!.Value.Year, 1, 1, TimeSpan.Zero, null)), report.Time with { Monotonic = null });

    static bool? SameTime(Report one, Report other) => (one.Time, other.Time) switch
    {
        ({ Monotonic: { } a }, { Monotonic: { } b }) => a == b,
        ({ Wall: { } a }, { Wall: { } b }) => MachineClock.Between(Date(a, b), Date(b, a)) is >= -WallApart and <= WallApart,
        _ => null,
    };

    // A year counts only where both print one.
    static LogTime Date(WallClock clock, WallClock other) => new(null, other.Year is null ? clock with { Year = null } : clock);

    // "web01" and "web01.example.com" are one host.
    static bool SameHost(string? one, string? other) =>
        one is null || other is null || one == other || one.StartsWith(other + ".", StringComparison.Ordinal) || other.StartsWith(one + ".", StringComparison.Ordinal);

    static bool SameLines(Report one, Report other)
    {
        (Report less, Report more) = one.Lines.Length <= other.Lines.Length ? (one, other) : (other, one);
        if (less.Lines.IsEmpty)
            return more.Lines.IsEmpty;
        HashSet<string> texts = [.. more.Lines.Select(l => l.Text.Trim())];
        int missing = less.Lines.Count(l => !texts.Contains(l.Text.Trim()));
        return missing <= less.Lines.Length / LinesForOneMissing;
    }

    static bool IsRich(Report report) =>
        report.Registers.Values.Count(v => v.Value != 0) >= RichValues || report.UserRegisters.Values.Count(v => v.Value != 0) >= RichValues || report.Stack.Length >= RichValues;
}
