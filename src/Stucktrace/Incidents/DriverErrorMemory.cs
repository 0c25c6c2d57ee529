using System.Collections.Immutable;
using Stucktrace.Formats.KernelLog;
using Stucktrace.Incidents.Parsing;

namespace Stucktrace.Incidents;

/// <summary>The last errors that drivers reported before each report begins. Kept only where a report follows.</summary>
sealed class DriverErrorMemory
{
    const int Remembered = 8, MostReports = 1_000;

    readonly Queue<(LogRecord Record, DriverError Error)> _last = new();
    readonly Dictionary<(int Input, long Line), ImmutableArray<DriverError>> _before = [];

    /// <summary>Looks at a line outside of reports.</summary>
    internal void See(LogRecord record)
    {
        if (DriverErrorLine.Read(record) is not { } error)
            return;
        if (_last.Count == Remembered)
            _last.Dequeue();
        _last.Enqueue((record, error));
    }

    /// <summary>A report begins: what its machine's drivers said before belongs to it.</summary>
    internal void Begin(LogRecord first)
    {
        if (_last.Count == 0 || _before.Count >= MostReports)
            return;
        _before.TryAdd((first.Input, first.Line), [.. _last.Where(l => l.Record.Input == first.Input && l.Record.Host == first.Host && l.Record.Boot == first.Boot).Select(l => l.Error)]);
    }

    /// <summary>The report with what drivers said before it.</summary>
    internal Report Complete(Report report) =>
        _before.TryGetValue((report.Input, report.FirstLine), out ImmutableArray<DriverError> before) ? report with { DriverErrors = before } : report;
}
