using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.KernelLog;
using Stucktrace.Incidents.Recognition;
using Stucktrace.Incidents.Segmentation;

namespace Stucktrace.Incidents;

/// <summary>Turns closed reports into records and keeps them, within the limits, in the order of their first lines.</summary>
sealed class ReportCollector
{
    /// <summary>Pause, in microseconds, after which the same error begins a new report; bounds on what is remembered of bursts.</summary>
    const long MaxPause = 600_000_000;
    const int MaxBursts = 1_000, MaxBurstLines = 20;

    readonly ReadLimits _limits;
    readonly Func<Report, Report> _finish;
    readonly AssemblyQueue _queue;
    readonly List<Report> _reports = [];
    readonly Dictionary<(int Input, string? Host, int Boot, string Title), (int Index, LogTime Last)> _bursts = [];
    long _quoted;
    ImmutableArray<Report>? _ordered;
    OpenReport? _lastClosed, _lastPanic;
    long _notKept;

    /// <param name="limits">Bounds.</param>
    /// <param name="finish">What else is to be done with each report that is kept.</param>
    public ReportCollector(ReadLimits limits, Func<Report, Report> finish)
    {
        _limits = limits;
        _finish = finish;
        _queue = new AssemblyQueue(Assemble);
    }

    /// <summary>Reports that were counted and not kept.</summary>
    public long NotKept
    {
        get
        {
            _queue.Complete();
            return _notKept;
        }
    }

    /// <summary>The reports with their final names.</summary>
    public ImmutableArray<Report> Reports
    {
        get
        {
            _queue.Complete();
            return _ordered ??= Order();
        }
    }

    /// <summary>Takes a closed report.</summary>
    /// <param name="open">The report.</param>
    /// <param name="cut">True when the log ended before the report did.</param>
    public void Add(OpenReport open, bool cut)
    {
        if (open.Main.Rule.Role == HeaderRole.Noise || (open.Main.Rule.Role == HeaderRole.NeedsTrace && !open.Main.HasFrames))
            return;
        _lastClosed = open;
        if (open.Main.Rule.Kind == ReportKind.Panic)
            _lastPanic = open;
        OpenReport? cause = open.Announces is { } announced && (announced.Main.Rule.Role != HeaderRole.NeedsTrace || open.Main.HasFrames) ? announced : null;
        _queue.Add(new ClosedReport(open, cause, cut));
    }

    void Assemble(ClosedReport closed)
    {
        (OpenReport open, OpenReport? cause, bool cut) = closed;
        if (_reports.Count >= _limits.MaxReports && open.Main.Rule.Role != HeaderRole.OneLine)
        {
            // A report for each section: only counting must cost next to nothing.
            _notKept += open.Sections.Count + (cause?.Sections.Count ?? 0);
            return;
        }

        IEnumerable<Report> made = ReportAssembler.Assemble(open, cut);
        if (cause is not null)
            made = made.Concat(ReportAssembler.Assemble(cause, cut: false, SectionReader.Read(open.Main)));
        foreach (Report report in made)
        {
            if (open.Main.Rule.Role == HeaderRole.OneLine && ExtendsEarlier(report))
                continue;
            if (_reports.Count >= _limits.MaxReports)
            {
                _notKept++;
                continue;
            }

            _ordered = null;
            _reports.Add(_finish(Quoted(report)));
        }
    }

    /// <summary>True when a panic of the line's boot was taken already.</summary>
    /// <param name="record">A line.</param>
    public bool HasPanicOf(LogRecord record) =>
        _lastPanic is { First: var first } && (first.Input, first.Boot, first.Host) == (record.Input, record.Boot, record.Host);

    /// <summary>The report whose end a panic only announces, or null when the panic stands alone.</summary>
    public int? CauseOfPanic(LogRecord record, List<OpenReport> open)
    {
        OpenReport? cause = open.Count > 0 ? open[^1] : _lastClosed;
        if (cause is null || cause.First.Boot != record.Boot || cause.First.Input != record.Input || cause.First.Host != record.Host)
            return null;
        long? apart = LogDistance.Microseconds(cause.Last.Time, record.Time);
        bool near = apart is { } microseconds ? microseconds < 5_000_000 : record.Line - cause.Last.Line < 200;
        return near ? cause.Number : null;
    }

    /// <summary>The same one-line error again, soon after: a burst of them is one report.</summary>
    bool ExtendsEarlier(Report report)
    {
        (int, string?, int, string) key = (report.Input, report.Host, report.Boot, report.Title);
        bool known = _bursts.TryGetValue(key, out (int Index, LogTime Last) burst);
        if (known && LogDistance.Microseconds(burst.Last, report.Time) is null or < MaxPause)
        {
            Report first = _reports[burst.Index];
            bool quote = first.Lines.Length is > 0 and < MaxBurstLines;
            _reports[burst.Index] = first with { LastLine = report.LastLine, Lines = quote ? first.Lines.AddRange(report.Lines) : first.Lines };
            _bursts[key] = (burst.Index, report.Time);
            _ordered = null;
            return true;
        }

        _bursts.Remove(key);
        if (_bursts.Count < MaxBursts)
            _bursts[key] = (_reports.Count, report.Time);
        return false;
    }

    Report Quoted(Report report)
    {
        long characters = report.Lines.Sum(l => (long)l.Text.Length);
        if (_quoted + characters > _limits.MaxQuotedCharacters)
            return report with { Lines = [] };
        _quoted += characters;
        return report;
    }

    ImmutableArray<Report> Order()
    {
        Report[] ordered = [.. _reports.OrderBy(r => r.Input).ThenBy(r => r.FirstLine)];
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        for (int i = 0; i < ordered.Length; i++)
            names.TryAdd(ordered[i].Id, $"r{i + 1}");
        return [.. ordered.Select(r => r with { Id = names[r.Id], PartOf = r.PartOf is null ? null : names.GetValueOrDefault(r.PartOf) })];
    }
}
