using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Incidents;

/// <summary>Reports that belong together: one failure of one machine, with what caused what.</summary>
public sealed record Incident
{
    /// <summary>Name within this run: <c>i1</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Host, or null.</summary>
    public string? Host { get; init; }

    /// <summary>Which boot of that host.</summary>
    public int Boot { get; init; }

    /// <summary>Kernel release, or null.</summary>
    public string? Kernel { get; init; }

    /// <summary>When it began, as far as evidence goes: often before the first report (see <see cref="StartWhy"/>).</summary>
    public LogTime Start { get; init; }

    /// <summary>How the start was worked out, or null when it is simply the first report.</summary>
    public Message? StartWhy { get; init; }

    /// <summary>How long it lasted at least, in seconds, or null.</summary>
    public double? Seconds { get; init; }

    /// <summary>Ids of its reports in order of the log.</summary>
    public required ImmutableArray<string> Reports { get; init; }

    /// <summary>Id of the report that shows the cause, or null when the log does not show it.</summary>
    public string? Cause { get; init; }

    /// <summary>Links from the cause to the other reports.</summary>
    public ImmutableArray<Effect> Effects { get; init; } = [];
}
