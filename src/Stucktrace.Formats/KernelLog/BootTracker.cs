using System.Collections.Immutable;

namespace Stucktrace.Formats.KernelLog;

/// <summary>
/// Tells boots and hosts apart: by the banner, by the clock falling back, by the journal's marks and names. A small step back of the clock is
/// no boot: backtraces sent by NMI are stamped out of order.
/// </summary>
/// <param name="limits">Bounds.</param>
sealed class BootTracker(ReadLimits limits)
{
    const long Second = 1_000_000;

    readonly List<BootState> _boots = [];
    readonly Dictionary<(string Host, int Group), BootState> _current = [];
    readonly Dictionary<(string Host, string BootId), BootState> _byId = [];
    readonly Dictionary<string, int> _counts = [];
    BootState? _last;
    int _mark;

    long _notKept;

    /// <summary>How often, since last asked, the limit kept a boot from being told apart.</summary>
    public long TakeNotKept() => Interlocked.Exchange(ref _notKept, 0);

    /// <summary>A line said that another boot follows, of every host in this input.</summary>
    public void MarkBoot() => _mark++;

    /// <summary>The last record began a report: a banner after it is another boot's.</summary>
    public void HasContent() => _last?.HasContent();

    /// <summary>Says to which boot a record belongs.</summary>
    /// <param name="host">Host, or null.</param>
    /// <param name="group">What belongs together where there is no host: a file, or a rotated set.</param>
    /// <param name="bootId">The journal's name of the boot, or null.</param>
    /// <param name="time">Its time.</param>
    /// <param name="text">Its text.</param>
    /// <param name="input">Input.</param>
    /// <param name="line">Line.</param>
    /// <param name="isNew">True when a boot begins with it that is not the first of its host.</param>
    public int See(string? host, int group, string? bootId, LogTime time, string text, int input, long line, out bool isNew)
    {
        string name = host ?? string.Empty;
        (string, int) key = (name, host is null ? group : -1);
        bool banner = text.StartsWith("Linux version ", StringComparison.Ordinal);
        bool known = _current.TryGetValue(key, out BootState? boot);
        isNew = false;
        if (bootId is not null)
        {
            if (!_byId.TryGetValue((name, bootId), out BootState? named))
            {
                isNew = known;
                named = Begin(key, host, input, line, begin: banner, ref isNew);
                _byId.TryAdd((name, bootId), named);
            }

            isNew |= known && named != boot;
            boot = named;
            _current[key] = boot;
        }
        else if (!known)
        {
            bool ignored = false;
            boot = Begin(key, host, input, line, IsStart(time, banner), ref ignored);
            boot.Mark = _mark;
        }
        else if (boot!.Mark != _mark || (banner ? !boot.AwaitsBanner : HasFallen(boot, time)))
        {
            boot = FindEarlier(key, boot, time, banner) ?? Begin(key, host, input, line, IsStart(time, banner), ref isNew);
            _current[key] = boot;
            boot.Mark = _mark;
        }

        boot.Take(time, banner ? text : null);
        _last = boot;
        return boot.Index;
    }

    /// <summary>The boots, in order of reading.</summary>
    public ImmutableArray<LogBoot> ToImmutable() => [.. _boots.Select(b => b.ToRecord())];

    static bool IsStart(LogTime time, bool banner) => banner || time.Monotonic is < 5 * Second;

    static bool HasFallen(BootState boot, LogTime time)
    {
        if (time.Monotonic is not { } now || boot.Highest is not { } highest)
            return false;
        long drop = highest - now;
        if (drop <= 10 * Second)
            return false;
        // Near 0 the clock speaks for itself; elsewhere two machines or two excerpts may be mixed, and only the wall clock can tell.
        return now < 5 * Second || (drop > 120 * Second
            && (now < 60 * Second || (BootState.StartOf(time) is { } start && boot.Start is { } begun && (start - begun).Duration() > TimeSpan.FromMinutes(1))));
    }

    /// <summary>A step back to a boot that is known, seen by wall clock minus uptime: excerpts out of order, two files of one host.</summary>
    BootState? FindEarlier((string Host, int Group) key, BootState current, LogTime time, bool banner)
    {
        if (banner || current.Mark != _mark || BootState.StartOf(time) is not { } start)
            return null;
        for (int i = _boots.Count - 1; i >= 0 && i > _boots.Count - 50; i--)
        {
            if (_boots[i].Key == key && _boots[i].Start is { } other && Math.Abs((start - other).TotalSeconds) < 5)
                return _boots[i];
        }

        return null;
    }

    BootState Begin((string Host, int Group) key, string? host, int input, long line, bool begin, ref bool isNew)
    {
        if (_boots.Count >= Math.Max(1, limits.MaxBoots))
        {
            _notKept++;
            isNew = false;
            return _current.TryGetValue(key, out BootState? last) ? last : _boots[^1];
        }

        isNew = _current.ContainsKey(key);
        int index = _counts.GetValueOrDefault(key.Host);
        _counts[key.Host] = index + 1;
        BootState boot = new(key, host, index, input, line, begin);
        _boots.Add(boot);
        _current[key] = boot;
        return boot;
    }
}
