using System.Globalization;
using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.StackReading;

/// <summary>What registers hold: the current task (ST1104), another task (ST1105), a process id (ST1106), the caller's buffer (ST1107).</summary>
static class RegisterFacts
{
    public static void Read(Report report, FindingList facts)
    {
        RegisterRoles roles = RegisterRoles.Read(report);
        if (roles.Current.Length > 0)
        {
            string[] names = [.. roles.Current.Select(r => RegisterText.Name(report, r))];
            facts.Add("ST1104", Message.Of("fact.register.current", string.Join(", ", names), RegisterText.Hex(report.TaskAddress!.Value)), Confidence.Strong, 70,
                [.. roles.Current.Select(r => report.Registers.Lines[r]), .. TaskLine(report)]);
        }

        foreach (CursorCandidate cursor in roles.Cursors)
        {
            facts.Add("ST1105", Message.Of("fact.register.cursor", RegisterText.Name(report, cursor.Register), RegisterText.Hex(cursor.Value), RegisterText.Hex(cursor.Layout.Stride), cursor.OwnIndex, cursor.OtherIndex),
                Confidence.Likely, 66, [report.Registers.Lines[cursor.Register], .. TaskLine(report)],
                CheckCommand.Crash($"kmem {RegisterText.Hex(cursor.Value)}"), CheckCommand.Crash($"task {RegisterText.Hex(cursor.Value)}"));
        }

        foreach (IGrouping<int, PidCandidate> pid in roles.PidLike.GroupBy(p => p.Value))
        {
            // Small numbers are everywhere: alone one is worth a word only where a walk over tasks is seen.
            PidCandidate one = pid.First();
            if (one.Own || one.Argument is not null || one.StackOffset is not null || roles.Cursors.Length > 0)
                AddPid(report, one, string.Join(" = ", pid.Select(p => RegisterText.Name(report, p.Register))), roles.Current.Length > 0, facts);
        }

        AddStackPointers(report, roles, facts);
    }

    static void AddPid(Report report, PidCandidate pid, string register, bool nearCurrent, FindingList facts)
    {
        string value = pid.Value.ToString(CultureInfo.InvariantCulture);
        string hex = RegisterText.Hex(pid.Value);
        List<long> lines = [report.Registers.Lines[pid.Register]];
        if (pid.StackOffset is { } offset)
            lines.Add(report.Stack.First(w => w.OffsetFromSp == offset).Line);
        if (pid.Argument is not null)
            lines.Add(report.SystemCall!.Line);
        Message claim = (pid.Argument, pid.Own, pid.StackOffset) switch
        {
            ({ } argument, _, _) => Message.Of("fact.register.pid-argument", register, hex, value, argument, report.SystemCall!.Name),
            (_, true, _) => Message.Of("fact.register.own-pid", register, hex, value, report.Task()),
            (_, _, { } slot) => Message.Of("fact.register.pid-on-stack", register, hex, value, RegisterText.Slot(report, slot)),
            _ => Message.Of("fact.register.pid", register, hex, value),
        };
        Confidence confidence = pid switch
        {
            { Argument: not null } => Confidence.Strong,
            { Own: true } => Confidence.Likely,
            { StackOffset: not null } when nearCurrent => Confidence.Likely,
            _ => Confidence.Possible,
        };
        facts.Add("ST1106", claim, confidence, pid.Own ? 12 : 64, lines);
    }

    // A pointer above the return address points into the frame of the caller, or of one further up: a buffer that was passed down.
    static void AddStackPointers(Report report, RegisterRoles roles, FindingList facts)
    {
        int? slot = CallerSlot.Find(report)?.OffsetFromSp;
        if (slot is null)
            return;
        foreach (IGrouping<long, (string Register, long Offset)> group in roles.StackPointers.Where(p => p.Offset > slot && RegisterRoles.IsArgument(p.Register)).GroupBy(p => p.Offset))
        {
            string names = string.Join(" = ", group.Select(p => RegisterText.Name(report, p.Register)));
            facts.Add("ST1107", Message.Of("fact.register.callers-buffer", names, RegisterText.Slot(report, group.Key), RegisterText.Slot(report, slot.Value)), Confidence.Likely, 30,
                group.Select(p => report.Registers.Lines[p.Register]).Append(report.Registers.Lines[RegisterText.StackPointer(report)!]));
        }
    }

    static IEnumerable<long> TaskLine(Report report)
    {
        string text = report.TaskAddress?.ToString("x", CultureInfo.InvariantCulture) ?? "-";
        foreach (ReportLine line in report.Lines)
        {
            if (line.Text.Contains(text, StringComparison.OrdinalIgnoreCase) && line.Text.Contains("task", StringComparison.Ordinal))
                return [line.Line];
        }

        return [];
    }
}
