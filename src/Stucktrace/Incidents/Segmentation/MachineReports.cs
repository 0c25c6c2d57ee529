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
    const int MaxForeignLines = 40;

    /// <summary>So many microseconds without a line of its own end a report; a CPU that was asked for its stack gets longer.</summary>
    const long MaxSilence = 3_000_000, MaxSilenceAsked = 12_000_000;

    readonly List<OpenReport> _open = [];

    /// <summary>CPUs that print side by side; null when none do.</summary>
    InterleavedDumps? _mixed;
    int _foreignInMixed;

    /// <summary>What each task line begins since the kernel was asked for the stacks of many tasks; null otherwise.</summary>
    HeaderRule? _list;
    int _foreignInList;

    /// <summary>True while a report waits for lines.</summary>
    public bool IsOpen => _open.Count > 0 || _list is not null;

    /// <summary>Takes a line, with the header that it is if it is one.</summary>
    public void Accept(LogRecord record, HeaderRule? rule, HeaderCapture capture)
    {
        CloseSilent(record);
        if (_mixed is not null && rule is not null && !(IsWatchdogs(rule) && !_mixed.MayBeOver))
            Separate();
        if (record.Text.Contains(" messages", StringComparison.Ordinal) && LossLine.Matches(record.Text))
        {
            Separate();
            foreach (OpenReport report in _open)
                report.Damaged = Message.Of("report.lines-lost");
            return;
        }

        bool isTaskLine = TaskLine.IsOne(record.Text);
        if (isTaskLine && _list is not null && !_open.Exists(o => AsksForStacks(o) && o.Main.Rule.Role != HeaderRole.List))
        {
            Begin(record, _list, new HeaderCapture());
            Observe(_open[^1], _open[^1].Main, record.Text);
            return;
        }

        if (rule is null || (isTaskLine && Candidate(record) is not null) || (rule.Kind == ReportKind.Panic && IsEndOfPanic(record)))
        {
            Continue(record);
            return;
        }

        if (rule.Role == HeaderRole.List)
        {
            CloseAll(cut: false);
            _list = rule;
            _foreignInList = 0;
            return;
        }

        OpenReport? open = rule.Role == HeaderRole.Part ? Candidate(record) ?? Asker(record) : Candidate(record);
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
        Separate();
        foreach (OpenReport open in _open)
            collector.Add(open, cut);
        _open.Clear();
        _list = null;
    }

    // "---[ end Kernel panic - not syncing: … ]---" repeats the header of the panic that it closes; only where that is not in the log it is news.
    bool IsEndOfPanic(LogRecord record) =>
        MixedLine.IsEndMark(record.Text) && (_open.Exists(o => o.Main.Rule.Kind == ReportKind.Panic || o.Announces is not null) || collector.HasPanicOf(record));

    void Begin(LogRecord record, HeaderRule rule, HeaderCapture capture)
    {
        OpenReport report = new(record, rule, capture, nextNumber());
        if (rule != _list && rule.Role != HeaderRole.Part)
            _list = null;
        if (rule.Kind == ReportKind.Panic)
            Announce(report, record);
        // What the same context printed before is complete, with two exceptions: a neighbour CPU's lockup that was announced a moment ago, and a
        // trace in whose middle this header came.
        for (int i = _open.Count - 1; i >= 0 && rule.Role != HeaderRole.OneLine; i--)
        {
            OpenReport other = _open[i];
            if (other.First.Caller != record.Caller || RunsBeside(other, report) || _mixed?.Holds(other) == true)
                continue;
            if (record.Caller is null && other.Current is { Ended: false } && (other.Current.InTrace || IsUnderWay(other, report)) && !other.Suspended && rule.Kind != ReportKind.Panic)
                other.Suspended = true;
            else
                Close(i);
        }

        if (_open.Count >= limits.MaxOpenReports)
            Close(0);
        report.Add(record, report.Main);
        _open.Add(report);
        _mixed?.Join(report);
    }

    /// <summary>A panic that only announces what another report ends in belongs to that report, and may print its stack.</summary>
    void Announce(OpenReport panic, LogRecord record)
    {
        panic.PartOf = collector.CauseOfPanic(record, _open);
        int index = _open.FindIndex(o => o.Number == panic.PartOf);
        if (index < 0 || _open[index] is not { Current.HasFrames: false, LineCount: <= MaxHeaderLines } cause || cause.First.Caller != record.Caller)
            return;
        panic.Announces = cause;
        _open.RemoveAt(index);
    }

    /// <summary>Two CPUs that report the same kind at the same time without callers: their lines will be mixed.</summary>
    static bool RunsBeside(OpenReport open, OpenReport next) =>
        open.Main.Rule.Kind is ReportKind.SoftLockup or ReportKind.HardLockup && next.Main.Rule.Kind == open.Main.Rule.Kind
        && open.Main.Cpu is { } cpu && next.Main.Cpu is { } other && cpu != other && !open.Main.HasFrames;

    /// <summary>Reports of the kernel's watchdogs, which each CPU prints for itself whatever others print at that time.</summary>
    static bool IsWatchdogs(HeaderRule rule) => rule.Kind is ReportKind.SoftLockup or ReportKind.HardLockup or ReportKind.RcuStall or ReportKind.HungTask;

    /// <summary>True when a report is still being printed when another one begins, as far as marks of ends tell.</summary>
    static bool IsUnderWay(OpenReport open, OpenReport next) =>
        IsWatchdogs(open.Main.Rule) && IsWatchdogs(next.Main.Rule) && (open.MarksEnds || !open.Current.HasFrames);

    /// <summary>The open report that a line without further hint belongs to: the last one of its caller.</summary>
    OpenReport? Candidate(LogRecord record)
    {
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i].First.Caller == record.Caller && !_open[i].Suspended)
                return _open[i];
        }

        return null;
    }

    /// <summary>The report that asked a CPU for its stack, when the CPU answers under its own name.</summary>
    OpenReport? Asker(LogRecord record)
    {
        if (record.Caller is null)
            return null;
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i].AskedOthers)
                return _open[i];
        }

        return null;
    }

    bool Joins(OpenReport open, LogRecord record, HeaderRule rule, HeaderCapture capture)
    {
        ReportSection section = open.Current;
        switch (rule.Role)
        {
            case HeaderRole.Part when AsksForStacks(open):
                ReportSection part = new(rule, capture) { Caller = record.Caller };
                open.Sections.Add(part);
                open.Add(record, part);
                return true;
            case HeaderRole.Begins or HeaderRole.BeginsOrContinues when open.Main.Rule.Role == HeaderRole.Message && rule.Kind != ReportKind.Panic && IsHeadOnly(open):
            case HeaderRole.Message when IsHeadOnly(open) && open.Main.Rule.Kind is ReportKind.Warning or ReportKind.Bug or ReportKind.ListCorruption or ReportKind.MemoryCorruption:
            case HeaderRole.Continues:
            case HeaderRole.BeginsOrContinues when IsHeadOnly(open):
                if (open.Main.Rule.Role == HeaderRole.OneLine)
                    return false;
                open.Add(record, section);
                if (rule.Rank > section.Rule.Rank)
                    section.Rule = rule;
                section.Capture.Add(capture);
                return true;
            case HeaderRole.NeedsTrace when IsHeadOnly(open):
                // A general wording right after a special one is its second line.
                open.Add(record, section);
                return true;
            default:
                return false;
        }
    }

    /// <summary>True while a report consists of headers and what stands before a stack.</summary>
    static bool IsHeadOnly(OpenReport open) => open.Current is { HasFrames: false, Ended: false } && open.LineCount <= MaxHeaderLines;

    static bool AsksForStacks(OpenReport open) =>
        open.Main.Rule.Kind is ReportKind.SoftLockup or ReportKind.HardLockup or ReportKind.RcuStall or ReportKind.HungTask
            or ReportKind.WorkqueueLockup or ReportKind.Panic or ReportKind.TaskDump or ReportKind.Lockdep || open.AskedOthers;

    void Continue(LogRecord record)
    {
        OpenReport? open = Owner(record, out ReportSection? answering);
        if (_mixed is not null)
        {
            Hold(record);
            return;
        }

        if (open is null)
        {
            CountForeign(record);
            return;
        }

        if (open.Main.Rule.Role == HeaderRole.OneLine || open.LineCount >= limits.MaxLinesPerReport)
        {
            if (open.Main.Rule.Role != HeaderRole.OneLine)
                open.Damaged = Message.Of("report.too-long", limits.MaxLinesPerReport);
            Close(_open.IndexOf(open));
            return;
        }

        string text = record.Text;
        ReportSection current = answering ?? open.Current;
        bool belongs = current.Ended
            ? LineGrammar.ContinuesAfterEnd(text) || StartsSection(open, text)
            : LineGrammar.Continues(text) || (record.Caller is not null && IsHeadOnly(open));
        if (!belongs)
        {
            if (++open.ForeignLines > MaxForeignLines)
                Close(_open.IndexOf(open));
            return;
        }

        Append(open, answering ?? SectionOf(open, text), record);
    }

    static void Append(OpenReport open, ReportSection section, LogRecord record)
    {
        open.Add(record, section);
        Observe(open, section, record.Text);
    }

    /// <summary>Keeps a line until it can be told whose it is.</summary>
    void Hold(LogRecord record)
    {
        if (LineGrammar.Continues(record.Text))
            _mixed!.Add(record);
        else
            _foreignInMixed++;
        if (_mixed!.IsComplete || _mixed.Count >= limits.MaxLinesPerReport || _foreignInMixed > MaxForeignLines)
            Separate();
    }

    /// <summary>Gives the lines that were kept to their reports.</summary>
    void Separate()
    {
        if (_mixed is not { } mixed)
            return;
        _mixed = null;
        _foreignInMixed = 0;
        IEnumerable<(OpenReport Report, LogRecord Line)> lines = mixed.Separate(out bool isSure);
        foreach ((OpenReport report, LogRecord line) in lines)
            Append(report, SectionOf(report, line.Text), line);
        if (!isSure)
            Mix(mixed.Reports);
    }

    /// <summary>The report that a line belongs to; none while CPUs print side by side.</summary>
    /// <param name="record">The line.</param>
    /// <param name="answering">The section of a CPU that answers under its own name, or null for the current one.</param>
    OpenReport? Owner(LogRecord record, out ReportSection? answering)
    {
        answering = null;
        if (record.Caller is not null)
        {
            if (Candidate(record) is { } own)
                return own;
            foreach (OpenReport open in _open)
            {
                answering = open.Sections.FindLast(s => s.Caller == record.Caller);
                if (answering is not null)
                    return open;
            }

            return null;
        }

        if (_mixed is not null)
            return null;
        if (_open.Count < 2)
            return _open.Count == 1 && _open[0].First.Caller is null ? _open[0] : null;
        if (Candidate(record) is { } newest && newest.Main.Rule.Kind != ReportKind.Kasan && _open.Find(o => o.Suspended) is { } suspended)
        {
            if (IsWatchdogs(suspended.Main.Rule) && IsWatchdogs(newest.Main.Rule) && IsOf(new MixedLine(record), suspended, newest))
            {
                // Its CPU still prints: from here on they are taken apart line by line. Until here its frames may have gone to the newer one.
                suspended.Suspended = false;
                if (newest.Main.HasHeading)
                    Mix([suspended, newest]);
            }
            else if (newest.Current is { HasHeading: false, HasFrames: false } && FrameParser.TryParse(record.Text, out FrameLine frame) && frame is { StartsTrace: false, Location: not null })
            {
                return suspended;
            }
        }

        List<OpenReport> beside = _open.FindAll(o => o.First.Caller is null && !o.Suspended && IsWatchdogs(o.Main.Rule));
        List<OpenReport> printing = beside.FindAll(o => !o.Current.Ended);
        if (printing.Count > 1)
            _mixed = new InterleavedDumps(printing);
        return printing.Count > 1 ? null : beside.Count > 1 && printing.Count == 1 ? printing[0] : Candidate(record);
    }

    // A line goes on with one dump and not with the other one.
    static bool IsOf(MixedLine line, OpenReport one, OpenReport other) => DumpPlace.Of(one.Current).Expects(line) && !DumpPlace.Of(other.Current).Expects(line);

    static void Mix(IEnumerable<OpenReport> reports)
    {
        foreach (OpenReport report in reports)
            report.Damaged ??= Message.Of(Damage.Mixed);
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
        ObserveRow(section, text);
        if (text.StartsWith("Sending NMI", StringComparison.Ordinal))
            open.AskedOthers = true;
        if (MixedLine.IsEndMark(text))
        {
            section.Ended = true;
            return;
        }

        if (TaskLine.IsOne(text))
            section.HasTaskLine = true;
        section.InTrace = false;
        bool placeHeading = LineGrammar.IsPlaceHeading(text);
        if (section.LastFrame is { } frame)
        {
            section.HasFrames |= frame.Location is not null && !section.AfterPlaceHeading;
            section.HasHeading |= frame.StartsTrace;
            open.MarksEnds |= text.Contains("<TASK>", StringComparison.Ordinal);
            section.InTrace = true;
            section.AfterPlaceHeading = false;
            return;
        }

        section.AfterPlaceHeading = placeHeading;

        if (CpuLineParser.TryParse(text, 0, out CpuLine line) && line.Cpu is { } cpu)
        {
            section.HasCpuLine |= line.Pid is not null;
            section.Cpu ??= cpu;
            section.Pid ??= line.Pid;
        }
    }

    static void ObserveRow(ReportSection section, string text)
    {
        int row = DumpRows.RankOf(text);
        if (row == DumpRows.FirstOfRegisters && section.HasFrames)
        {
            section.UserRegisters = true;
            section.Row = row;
        }
        else if (row > section.Row)
        {
            section.Row = row;
        }
    }

    /// <summary>Lines of other callers do not end a report soon, but they do in the end.</summary>
    void CountForeign(LogRecord record)
    {
        if (_list is not null && ++_foreignInList > MaxForeignLines)
            _list = null;
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
        if (_mixed is { Count: > 0 } mixed && LogDistance.Microseconds(mixed.Last.Time, record.Time) > MaxSilence)
            Separate();
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            OpenReport open = _open[i];
            if (_mixed?.Holds(open) == true)
                continue;
            long? silence = LogDistance.Microseconds(open.Last.Time, record.Time);
            if (silence > (open.AskedOthers || open.Main.Rule.Kind == ReportKind.RcuStall ? MaxSilenceAsked : MaxSilence))
                Close(i);
        }
    }

    void Close(int index)
    {
        OpenReport open = _open[index];
        if (_mixed?.Holds(open) == true)
            Separate();
        _open.RemoveAt(index);
        collector.Add(open, cut: false);
    }
}
