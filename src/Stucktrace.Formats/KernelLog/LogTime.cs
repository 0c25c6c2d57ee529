namespace Stucktrace.Formats.KernelLog;

/// <summary>When a line was logged, as far as its prefix tells.</summary>
/// <param name="Monotonic">Microseconds since boot, from <c>[ 12.345678]</c> and its relatives; null when not printed.</param>
/// <param name="Wall">Date and time of day; null when not printed.</param>
public readonly record struct LogTime(long? Monotonic, WallClock? Wall)
{
    /// <summary>True when the prefix told nothing.</summary>
    public bool IsUnknown => Monotonic is null && Wall is null;
}
