namespace Stucktrace.Formats.KernelLog;

/// <summary>
/// What the input itself tells about the year of BSD syslog dates: lines with a full date beside lines without, an RTC line, a file name with a
/// date, the order of rotated files. Never today's date.
/// </summary>
public sealed class YearEvidence
{
    /// <summary>Completes a date that has no year.</summary>
    /// <param name="clock">The date as printed.</param>
    /// <param name="input">Input that it stands in.</param>
    /// <param name="line">Line that it stands in.</param>
    /// <returns>The date with a year when the evidence gives exactly one, else unchanged.</returns>
    public WallClock Complete(WallClock clock, int input, long line) => clock;
}
