using System.Globalization;
using Stucktrace.Formats.KernelLog;
using Stucktrace.Incidents.Parsing;

namespace Stucktrace.Incidents.Segmentation;

/// <summary>A line that one of several CPUs printed, and what it says of whose it is.</summary>
sealed class MixedLine
{
    internal MixedLine(LogRecord record)
    {
        Record = record;
        Row = DumpRows.RankOf(record.Text);
        Time = record.Time.Monotonic;
        IsEnd = IsEndMark(record.Text);
        if (CpuLineParser.TryParse(record.Text, 0, out CpuLine line) && line.Pid is not null)
            (Cpu, Pid) = (line.Cpu, line.Pid);
        else if (TaskLineParser.TryParse(record.Text, out Parsing.TaskLine task))
            (Pid, Kind) = (task.Pid, ReportKind.HungTask);
        else
            Kind = KindOf(record.Text.AsSpan().TrimStart());
        PerCpuBase = BaseOf(record.Text);
        IsHeading = Row == DumpRows.Heading;
        if (Row < 0 && FrameParser.TryParse(record.Text, out FrameLine frame))
            (IsHeading, IsFrame, IsMark) = (frame.StartsTrace, frame is { StartsTrace: false, Location: not null }, frame is { StartsTrace: false, Location: null });
    }

    /// <summary>The line.</summary>
    internal LogRecord Record { get; }

    /// <summary>Its rank among the rows of a dump, or -1.</summary>
    internal int Row { get; }

    /// <summary>Its stamp in microseconds since boot, or null.</summary>
    internal long? Time { get; }

    /// <summary>CPU that it names.</summary>
    internal int? Cpu { get; }

    /// <summary>Task that it names.</summary>
    internal int? Pid { get; }

    /// <summary>Base of GS that it gives: where the CPU's own data lie.</summary>
    internal ulong? PerCpuBase { get; }

    /// <summary>It begins a trace.</summary>
    internal bool IsHeading { get; }

    /// <summary>It is a frame.</summary>
    internal bool IsFrame { get; }

    /// <summary>It marks a part of a trace, <c>&lt;TASK&gt;</c>.</summary>
    internal bool IsMark { get; }

    /// <summary>The only kind of report that it is printed for, or null.</summary>
    internal ReportKind? Kind { get; }

    /// <summary>It marks the end of a dump.</summary>
    internal bool IsEnd { get; }

    /// <summary>True for a line that marks the end of a dump.</summary>
    internal static bool IsEndMark(string text) => text.Contains("---[ end ", StringComparison.Ordinal) || text.AsSpan().Trim() is "</TASK>";

    // "FS:  00007ff9a7e656c0(0000) GS:ffff8f2b53480000(0000) knlGS:0000000000000000"
    static ulong? BaseOf(ReadOnlySpan<char> text)
    {
        const int Digits = 16;
        int at = text.IndexOf(" GS:", StringComparison.Ordinal);
        return at >= 0 && text.Length >= at + 4 + Digits && ulong.TryParse(text.Slice(at + 4, Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value) ? value : null;
    }

    // check_hung_task's lines before the task's own, and what RCU says of its CPUs (kernel/hung_task.c, kernel/rcu/tree_stall.h).
    static ReportKind? KindOf(ReadOnlySpan<char> text) =>
        text.StartsWith("Tainted:", StringComparison.Ordinal) || text.StartsWith("Not tainted", StringComparison.Ordinal) || text.StartsWith("\"echo 0 >", StringComparison.Ordinal) ? ReportKind.HungTask
        : text.StartsWith("rcu:", StringComparison.Ordinal) || text.StartsWith("(t=", StringComparison.Ordinal) || text.StartsWith("(detected by", StringComparison.Ordinal) ? ReportKind.RcuStall : null;
}
