using Stucktrace.Formats;
using Stucktrace.Formats.KernelLog;
using Stucktrace.Incidents.Parsing;
using Stucktrace.Incidents.Recognition;

namespace Stucktrace.Incidents.Segmentation;

/// <summary>The open reports of one boot of one machine, and the decision to which of them a line belongs.</summary>
sealed class MachineReports(ReadLimits limits, ReportCollector collector, Func<int> nextNumber)
{
    /// <summary>Headers that follow each other within so many lines, with no stack between, speak of the same failure.</summary>
    const int MaxHeaderLines = 25;

    /// <summary>So many foreign lines in a row end a report.</summary>
    const int MaxForeignLines = 60;

    /// <summary>So many microseconds without a line of its own end a report; a CPU that was asked for its stack gets longer.</summary>
    const long MaxSilence = 3_000_000, MaxSilenceAsked = 12_000_000;

    readonly List<OpenReport> _open = [];

    /// <summary>True while a report waits for lines.</summary>
    public bool IsOpen => _open.Count > 0;

    /// <summary>Takes a line, with the header that it is if it is one.</summary>
    public void Accept(LogRecord record, HeaderRule? rule, HeaderCapture capture)
    {
        CloseSilent(record);
        if (rule is null)
        {
            Continue(record);
            return;
        }

        OpenReport? open = Candidate(record);
        if (open is not null && Joins(open, record, rule, capture))
            return;
        if (rule.Role == HeaderRole.Continues)
        {
            Continue(record);
            return;
        }

        Begin(record, rule, capture);
    }

    /// <summary>Closes every open report.</summary>
    /// <param name="cut">True when the log ends here.</param>
    public void CloseAll(bool cut)
    {
        foreach (OpenReport open in _open)
            collector.Add(open, cut);
        _open.Clear();
    }

    void Begin(LogRecord record, HeaderRule rule, HeaderCapture capture)
    {
        OpenReport report = new(record, rule, capture, nextNumber());
        // What the same context printed before is complete, except a neighbour CPU's lockup that was announced a moment ago.
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            OpenReport other = _open[i];
            if (other.First.Caller == record.Caller && !RunsBeside(other, report))
                Close(i);
            else if (other.First.Caller is null != record.Caller is null)
                Close(i);
        }

        if (_open.Count >= limits.MaxOpenReports)
            Close(0);
        if (rule.Kind == ReportKind.Panic)
            report.PartOf = collector.CauseOfPanic(record, capture, _open);
        report.Add(record, report.Main);
        _open.Add(report);
    }

    /// <summary>Two CPUs that report the same kind at the same time without callers: their lines will be mixed.</summary>
    static bool RunsBeside(OpenReport open, OpenReport next) =>
        open.Main.Rule.Kind is ReportKind.SoftLockup or ReportKind.HardLockup && next.Main.Rule.Kind == open.Main.Rule.Kind
        && open.Main.Cpu is { } cpu && next.Main.Cpu is { } other && cpu != other && !open.Main.HasFrames;

    /// <summary>The open report that a line without further hint belongs to: the last one of its caller.</summary>
    OpenReport? Candidate(LogRecord record)
    {
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i].First.Caller == record.Caller)
                return _open[i];
        }

        // A CPU that was asked for its stack answers under its own name.
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            OpenReport open = _open[i];
            if (open.AskedOthers && record.Caller is { IsCpu: true })
                return open;
        }

        return null;
    }

    bool Joins(OpenReport open, LogRecord record, HeaderRule rule, HeaderCapture capture)
    {
        ReportSection section = open.Current;
        switch (rule.Role)
        {
            case HeaderRole.Part when AsksForStacks(open):
                ReportSection part = new(rule, capture);
                open.Sections.Add(part);
                open.Add(record, part);
                return true;
            case HeaderRole.Continues:
            case HeaderRole.BeginsOrContinues when !section.HasFrames && !section.Ended && open.LineCount <= MaxHeaderLines:
                if (open.Main.Rule.Role == HeaderRole.OneLine)
                    return false;
                open.Add(record, section);
                if (rule.Rank > section.Rule.Rank)
                    section.Rule = rule;
                section.Capture.Add(capture);
                return true;
            case HeaderRole.NeedsTrace when !section.HasFrames && open.LineCount <= MaxHeaderLines:
                // A general wording right after a special one is its second line.
                open.Add(record, section);
                return true;
            default:
                return false;
        }
    }

    static bool AsksForStacks(OpenReport open) =>
        open.Main.Rule.Kind is ReportKind.SoftLockup or ReportKind.HardLockup or ReportKind.RcuStall or ReportKind.HungTask
            or ReportKind.WorkqueueLockup or ReportKind.Panic or ReportKind.TaskDump or ReportKind.Lockdep || open.AskedOthers;

    void Continue(LogRecord record)
    {
        OpenReport? open = _open.Count > 1 ? Interleaving.Choose(_open, record) ?? Candidate(record) : Candidate(record);
        if (open is null)
        {
            CountForeign(record);
            return;
        }

        string text = record.Text;
        bool belongs = open.Current.Ended ? LineGrammar.ContinuesAfterEnd(text) || StartsSection(open, text) : LineGrammar.Continues(text);
        if (!belongs || open.Main.Rule.Role == HeaderRole.OneLine || open.LineCount >= limits.MaxLinesPerReport)
        {
            open.ForeignLines++;
            if (open.ForeignLines > MaxForeignLines || open.Main.Rule.Role == HeaderRole.OneLine || open.LineCount >= limits.MaxLinesPerReport)
                Close(_open.IndexOf(open));
            return;
        }

        ReportSection section = SectionOf(open, text);
        open.Add(record, section);
        Observe(open, section, text);
    }

    static bool StartsSection(OpenReport open, string text) =>
        AsksForStacks(open) && (TaskLine.IsOne(text) || text.StartsWith("CPU: ", StringComparison.Ordinal));

    /// <summary>A second task line, or the line of another CPU, begins another stack of the same report.</summary>
    static ReportSection SectionOf(OpenReport open, string text)
    {
        ReportSection current = open.Current;
        if (TaskLine.IsOne(text))
        {
            bool own = !current.HasTaskLine && !current.HasFrames && !current.Ended
                && open.Main.Rule.Kind is ReportKind.HungTask or ReportKind.TaskDump || current.Rule.Kind == ReportKind.TaskDump && !current.HasTaskLine;
            if (own || !AsksForStacks(open))
                return current;
            ReportSection part = new(PartRules.TaskStack, new HeaderCapture());
            open.Sections.Add(part);
            return part;
        }

        if (current != open.Main && current.HasFrames && CpuLineParser.TryParse(text, 0, out CpuLine line) && line.Cpu is { } cpu && line.Pid is not null
            && cpu != current.Cpu && !open.Main.HasCpuLine)
            return open.Main;
        return current;
    }

    static void Observe(OpenReport open, ReportSection section, string text)
    {
        if (section.RegisterRow >= 0 || text.Length > 4)
            section.RegisterRow = Math.Max(section.RegisterRow, LineGrammar.RegisterRow(text));
        if (text.StartsWith("Sending NMI", StringComparison.Ordinal))
            open.AskedOthers = true;
        if (text.Contains("---[ end ", StringComparison.Ordinal) || text.AsSpan().Trim() is "</TASK>")
        {
            section.Ended = true;
            return;
        }

        if (TaskLine.IsOne(text))
            section.HasTaskLine = true;
        if (FrameParser.TryParse(text, out FrameLine frame))
        {
            section.HasFrames |= frame.Location is not null;
            return;
        }

        if (CpuLineParser.TryParse(text, 0, out CpuLine line) && line.Cpu is { } cpu)
        {
            section.HasCpuLine |= line.Pid is not null;
            section.Cpu ??= cpu;
            section.Pid ??= line.Pid;
        }
    }

    /// <summary>Lines of other callers do not end a report soon, but they do in the end.</summary>
    void CountForeign(LogRecord record)
    {
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            if (record.Time.IsUnknown && ++_open[i].ForeignLines > MaxForeignLines)
                Close(i);
            else if (++_open[i].ForeignLines > 10 * MaxForeignLines)
                Close(i);
        }
    }

    void CloseSilent(LogRecord record)
    {
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            OpenReport open = _open[i];
            long? silence = LogDistance.Microseconds(open.Last.Time, record.Time);
            if (silence > (open.AskedOthers || open.Main.Rule.Kind == ReportKind.RcuStall ? MaxSilenceAsked : MaxSilence))
                Close(i);
        }
    }

    void Close(int index)
    {
        OpenReport open = _open[index];
        _open.RemoveAt(index);
        collector.Add(open, cut: false);
    }
}
