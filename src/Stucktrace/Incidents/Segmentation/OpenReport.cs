using Stucktrace.Formats;
using Stucktrace.Formats.KernelLog;
using Stucktrace.Incidents.Recognition;

namespace Stucktrace.Incidents.Segmentation;

/// <summary>A report while its lines still arrive.</summary>
sealed class OpenReport
{
    public OpenReport(LogRecord first, HeaderRule rule, HeaderCapture capture, int number)
    {
        First = first;
        Number = number;
        Last = first;
        Main = new ReportSection(rule, capture);
        Current = Main;
        Sections.Add(Main);
    }

    /// <summary>Number in order of beginning; becomes the report's id.</summary>
    public int Number { get; }

    /// <summary>First line.</summary>
    public LogRecord First { get; }

    /// <summary>Line that was added last.</summary>
    public LogRecord Last { get; private set; }

    /// <summary>What the report is about.</summary>
    public ReportSection Main { get; }

    /// <summary>Main section and the stacks printed on its behalf.</summary>
    public List<ReportSection> Sections { get; } = [];

    /// <summary>The section that lines without other hint belong to.</summary>
    public ReportSection Current { get; set; }

    /// <summary>Lines in a row that do not belong to it.</summary>
    public int ForeignLines { get; set; }

    /// <summary>Lines in all sections.</summary>
    public int LineCount { get; private set; }

    /// <summary>The kernel marks the end of traces in this log.</summary>
    public bool MarksEnds { get; set; }

    /// <summary>Number of the report that this one belongs to.</summary>
    public int? PartOf { get; set; }

    /// <summary>The report without a stack of its own whose end this panic announces: the stack is printed by the panic.</summary>
    public OpenReport? Announces { get; set; }

    /// <summary>Another header came in the middle of its trace; frames that belong to no other trace still belong to it.</summary>
    public bool Suspended { get; set; }

    /// <summary>Why it is damaged, as far as the lines' order tells.</summary>
    public Message? Damaged { get; set; }

    /// <summary>It asked other CPUs for their stacks.</summary>
    public bool AskedOthers { get; set; }

    /// <summary>Adds a line.</summary>
    /// <param name="record">The line.</param>
    /// <param name="section">What it belongs to.</param>
    public void Add(LogRecord record, ReportSection section)
    {
        section.Add(new ReportLine(record.Line, record.Text));
        section.LastTime = record.Time.Monotonic ?? section.LastTime;
        Current = section;
        Last = record;
        LineCount++;
        ForeignLines = 0;
    }
}
