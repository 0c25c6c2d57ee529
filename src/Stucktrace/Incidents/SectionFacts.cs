using Stucktrace.Incidents.Segmentation;

namespace Stucktrace.Incidents;

/// <summary>What the lines of one section say, before anything is concluded.</summary>
sealed class SectionFacts(ReportSection section)
{
    public ReportSection Section { get; } = section;

    public int? Cpu { get; set; }

    public int? Pid { get; set; }

    public string? Comm { get; set; }

    public string? Kernel { get; set; }

    public string? Hardware { get; set; }

    public Taint? Taint { get; set; }

    public ulong? TaskAddress { get; set; }

    /// <summary>The kernel-side instruction pointer that was printed first.</summary>
    public CodeLocation? Location { get; set; }

    public long? LocationLine { get; set; }

    /// <summary>True when <see cref="Location"/> was printed before the first frame.</summary>
    public bool LocationLeads { get; set; }

    /// <summary>All traces in order.</summary>
    public List<StackTrace> Traces { get; } = [];

    /// <summary>The trace of the report's own task.</summary>
    public StackTrace Main => Traces.Find(t => t.IsCallTrace && t.Frames.Count > 0) ?? Traces.Find(t => t.Frames.Count > 0 && !LineGrammar.IsPlaceHeading(t.Heading)) ?? new StackTrace("", false);

    public bool HasStack => Location is not null || Traces.Exists(t => t.Frames.Count > 0);

    /// <summary>The trace whose heading contains a text, or null.</summary>
    public StackTrace? Under(string heading) =>
        Traces.Find(t => t.Frames.Count > 0 && t.Heading.Contains(heading, StringComparison.Ordinal));
}
