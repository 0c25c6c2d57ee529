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

    /// <summary>Frames of the first trace.</summary>
    public List<StackFrame> Frames { get; } = [];

    /// <summary>Kernel-side instruction pointers inside the trace: number of frames before, place.</summary>
    public List<(int Index, CodeLocation Location)> Interrupted { get; } = [];

    public bool HasStack => Frames.Count > 0 || Location is not null;
}
