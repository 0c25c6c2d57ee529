namespace Stucktrace.Formats.KernelLog;

/// <summary>A boot while its lines are read.</summary>
sealed class BootState((string Host, int Group) key, string? host, int index, int input, long line, bool beginSeen)
{
    // Lines of the kernel and of the log daemon that may stand before the banner.
    const int LinesBeforeBanner = 12;

    string? _banner;
    long _records;

    /// <summary>Host, and what else keeps it apart.</summary>
    public (string Host, int Group) Key { get; } = key;

    /// <summary>Which boot of its host.</summary>
    public int Index { get; } = index;

    /// <summary>Highest time since boot so far.</summary>
    public long? Highest { get; private set; }

    /// <summary>When it began by the wall clock, in a year that does not count, where both clocks are printed.</summary>
    public DateTime? Start { get; private set; }

    /// <summary>The journal's marks so far when it began.</summary>
    public int Mark { get; set; }

    /// <summary>True when a banner is still this boot's own: nothing but its first lines were read.</summary>
    public bool AwaitsBanner => _banner is null && _records <= LinesBeforeBanner && Highest is null or < 5_000_000;

    /// <summary>Takes a record.</summary>
    public void Take(LogTime time, string? banner)
    {
        _records++;
        _banner ??= banner;
        if (time.Monotonic is { } now && (Highest is not { } highest || now > highest))
            Highest = now;
        Start ??= StartOf(time);
    }

    /// <summary>More than its first lines were read.</summary>
    public void HasContent() => _records = LinesBeforeBanner + 1;

    /// <summary>Wall clock minus uptime.</summary>
    public static DateTime? StartOf(LogTime time)
    {
        if (time.Monotonic is not { } uptime || time.Wall is not { } wall || uptime > 20_000_000_000_000)
            return null;
        int day = Math.Min(wall.Day, DateTime.DaysInMonth(2024, wall.Month));
        return new DateTime(2024, wall.Month, day).Add(wall.TimeOfDay).AddTicks(-uptime * 10);
    }

    /// <summary>The boot as a record.</summary>
    public LogBoot ToRecord() => new(host, Index, _banner, input, line, beginSeen || _banner is not null);
}
