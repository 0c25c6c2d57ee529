using Stucktrace.Incidents.Parsing;
using Stucktrace.Incidents.Recognition;

namespace Stucktrace.Incidents.Segmentation;

/// <summary>Lines that one CPU or task printed in a row for a report: the report's own, or a stack printed on its behalf.</summary>
sealed class ReportSection(HeaderRule rule, HeaderCapture capture)
{
    // A section is either a line or two, or registers with a trace: about a hundred lines.
    const int FewLines = 8, ManyLines = 128;
    static readonly FrameLine PlainFrame = new() { Location = new CodeLocation(null, null, null, null, null) };

    /// <summary>What began it.</summary>
    public HeaderRule Rule { get; set; } = rule;

    /// <summary>What its header says.</summary>
    public HeaderCapture Capture { get; } = capture;

    /// <summary>Its lines.</summary>
    public List<ReportLine> Lines { get; } = [];

    /// <summary>What the line added last says when it is one of a call trace, else null. Of a plain frame only that it is one: it is parsed later, off this thread.</summary>
    public FrameLine? LastFrame { get; private set; }

    /// <summary>Who prints it, when that is not who prints the report.</summary>
    public Formats.KernelLog.LogCaller? Caller { get; init; }

    /// <summary>CPU named by the header or by the line that heads a stack.</summary>
    public int? Cpu { get; set; } = capture.Number("cpu");

    /// <summary>Task named likewise.</summary>
    public int? Pid { get; set; } = capture.Number("pid");

    /// <summary>A <c>CPU: n PID: n</c> line was seen.</summary>
    public bool HasCpuLine { get; set; }

    /// <summary>A task line (<c>task:x state:D</c>) was seen.</summary>
    public bool HasTaskLine { get; set; }

    /// <summary>A frame of a call trace was seen.</summary>
    public bool HasFrames { get; set; }

    /// <summary>A heading of a call trace was seen.</summary>
    public bool HasHeading { get; set; }

    /// <summary>The line added last was a frame.</summary>
    public bool InTrace { get; set; }

    /// <summary>The line added last announced one place in code (<c>Preemption disabled at:</c>), which is no trace.</summary>
    public bool AfterPlaceHeading { get; set; }

    /// <summary>The kernel marked its end; only what is known to follow that mark still belongs to it.</summary>
    public bool Ended { get; set; }

    /// <summary>The registers of the user side have begun.</summary>
    public bool UserRegisters { get; set; }

    /// <summary>Rank of the row printed last (<see cref="DumpRows"/>), for telling interleaved dumps apart; -1 before the first.</summary>
    public int Row { get; set; } = -1;

    /// <summary>Microseconds since boot of the line added last.</summary>
    public long? LastTime { get; set; }

    /// <summary>Adds a line.</summary>
    public void Add(ReportLine line)
    {
        if (Lines.Count == FewLines)
            Lines.EnsureCapacity(ManyLines);

        Lines.Add(line);
        if (FrameParser.IsPlain(line.Text))
            LastFrame = PlainFrame;
        else
            LastFrame = FrameParser.TryParse(line.Text, out FrameLine frame) ? frame : null;
    }
}
