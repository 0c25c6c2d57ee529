using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Formats.Tests.KernelLog;

/// <summary>Keeps what the reader hands over.</summary>
sealed class RecordingSink : ILogSink
{
    public List<LogRecord> Records { get; } = [];

    public IReadOnlyList<string> Markers { get; init; } = ["soft lockup", "Call Trace", "INFO: task", "rcu: INFO"];

    /// <summary>How many further lines are wanted after a line with a marker.</summary>
    public int Want { get; init; } = int.MaxValue;

    int _left;

    public bool Accept(LogRecord record)
    {
        Records.Add(record);
        if (Markers.Any(m => record.Text.Contains(m, StringComparison.Ordinal)))
            _left = Want;
        else
            _left--;
        return _left > 0;
    }

    public void Flush() => _left = 0;
}
