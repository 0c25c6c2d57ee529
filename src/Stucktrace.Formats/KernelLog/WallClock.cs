namespace Stucktrace.Formats.KernelLog;

/// <summary>A date and time of day as a log line prints it: the year, and the distance from UTC, only where they are printed.</summary>
/// <param name="Year">Year, or null: BSD syslog prints none.</param>
/// <param name="Month">Month, 1 to 12.</param>
/// <param name="Day">Day of the month, 1 to 31.</param>
/// <param name="TimeOfDay">Time since midnight.</param>
/// <param name="UtcOffset">Distance of the printed time from UTC, or null when the line does not tell.</param>
public readonly record struct WallClock(int? Year, int Month, int Day, TimeSpan TimeOfDay, TimeSpan? UtcOffset);
