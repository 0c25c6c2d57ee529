using Stucktrace.Formats.KernelLog.Years;

namespace Stucktrace.Formats.KernelLog;

/// <summary>
/// What the input itself tells about the year of BSD syslog dates: lines with a full date beside lines without, an RTC line, a file name with a
/// date, the order of rotated files. Never today's date.
/// </summary>
public sealed class YearEvidence
{
    readonly Dictionary<int, YearSequence> _byInput = [];

    /// <summary>Completes the date of a line's time, where it has one without a year.</summary>
    /// <param name="time">The time as read.</param>
    /// <param name="input">Input that it stands in.</param>
    /// <param name="line">Line that it stands in.</param>
    public LogTime Complete(LogTime time, int input, long line) =>
        time.Wall is { } clock ? time with { Wall = Complete(clock, input, line) } : time;

    /// <summary>Completes a date that has no year.</summary>
    /// <param name="clock">The date as printed.</param>
    /// <param name="input">Input that it stands in.</param>
    /// <param name="line">Line that it stands in.</param>
    /// <returns>The date with a year when the evidence gives exactly one, else unchanged.</returns>
    public WallClock Complete(WallClock clock, int input, long line)
    {
        if (clock.Year is not null || !_byInput.TryGetValue(input, out YearSequence? sequence) || sequence.YearAt(input, line) is not { } year)
            return clock;
        // 29 February in a year that has none: the evidence was wrong.
        return clock.Month is >= 1 and <= 12 && year is > 0 and < 9999 && clock.Day <= DateTime.DaysInMonth(year, clock.Month)
            ? clock with { Year = year } : clock;
    }

    /// <summary>The dates of an input; those of a rotated set are one sequence.</summary>
    internal YearSequence SequenceOf(int input, int group)
    {
        if (!_byInput.TryGetValue(group, out YearSequence? sequence))
            _byInput[group] = sequence = new YearSequence();
        _byInput[input] = sequence;
        return sequence;
    }
}
