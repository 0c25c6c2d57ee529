using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Incidents;

/// <summary>Assembles the reports of a kernel log from its records.</summary>
/// <param name="limits">Bounds.</param>
public sealed class ReportReader(ReadLimits limits) : ILogSink
{
    readonly ImmutableArray<Report>.Builder _reports = ImmutableArray.CreateBuilder<Report>();

    /// <summary>Bounds in force.</summary>
    public ReadLimits Limits { get; } = limits;

    /// <inheritdoc/>
    public IReadOnlyList<string> Markers { get; } = ["soft lockup"];

    /// <summary>The reports so far, in order of reading.</summary>
    public ImmutableArray<Report> Reports => _reports.ToImmutable();

    /// <summary>Reports that were counted and not kept because a limit was reached.</summary>
    public long NotKept { get; private set; }

    /// <inheritdoc/>
    public bool Accept(LogRecord record)
    {
        NotKept += 0;
        return false;
    }

    /// <inheritdoc/>
    public void Flush()
    {
    }
}
