using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.StackReading;

/// <summary>Who called the running function (ST1101), which system call a module's function replaces (ST1102, ST1114), and what was asked (ST1113).</summary>
static class CallerFacts
{
    public static void Read(Report report, FindingList facts)
    {
        ReadCaller(report, facts);
        ReadHook(report, facts);
        ReadCall(report, facts);
    }

    static void ReadCaller(Report report, FindingList facts)
    {
        if (report.Frames.Any(f => f.Reliable && f.Context == FrameContext.Task) || CallerSlot.Find(report) is not { } caller)
            return;
        StackFrame frame = report.Frames[caller.Frame];
        bool ownModule = frame.Location.Module is not null && frame.Location.Module == report.Location!.Module;
        Message claim = caller switch
        {
            { OffsetFromSp: { } offset, First: true } => Message.Of("fact.caller.first-text", frame.Location.Text(), RegisterText.Slot(report, offset)),
            { OffsetFromSp: { } offset } => Message.Of("fact.caller.first-of-module", frame.Location.Text(), RegisterText.Slot(report, offset), report.Location!.Module),
            _ => Message.Of("fact.caller.nearest-of-module", frame.Location.Text(), report.Location!.Module),
        };
        Confidence confidence = (caller.First && ownModule, caller.OffsetFromSp) switch
        {
            (true, _) => Confidence.Strong,
            (_, not null) => Confidence.Likely,
            _ => Confidence.Possible,
        };
        List<long> lines = [frame.Line];
        if (caller.WordLine is { } word)
            lines.Add(word);
        if (RegisterText.StackPointer(report) is { } sp)
            lines.Add(report.Registers.Lines[sp]);
        string[] checks = frame.Location is { Module: { } module, Symbol: { } symbol } ? [CheckCommand.Disassemble(module, symbol)] : [];
        facts.Add("ST1101", claim, confidence, 80, lines, checks);
    }

    // The running function and its active callers may be a module's replacement for a system call; leftovers hint at further ones.
    static void ReadHook(Report report, FindingList facts)
    {
        if (report.Location is { Module: not null } location && SystemCallHook.Match(location.Symbol) is { } own)
            AddHook(report, facts, own, location, report.LocationLine ?? report.FirstLine, -1);
        HashSet<string> hinted = [];
        for (int i = 0; i < report.Frames.Length; i++)
        {
            StackFrame frame = report.Frames[i];
            if (frame.Location.Module is not { } module || frame.Context != FrameContext.Task || SystemCallHook.Match(frame.Location.Symbol) is not { } hook)
                continue;
            if (frame.Judged == FrameJudgement.Caller)
                AddHook(report, facts, hook, frame.Location, frame.Line, i);
            else if (module == report.Location?.Module && hinted.Add(hook.SystemCall))
                facts.Add("ST1114", Message.Of("fact.hook.hint", frame.Location.Text(), module, hook.SystemCall), Confidence.Possible, 20, [frame.Line], CheckCommand.Disassemble(module, frame.Location.Symbol!));
        }
    }

    static void AddHook(Report report, FindingList facts, SystemCallHook hook, CodeLocation location, long line, int index)
    {
        // Called by the entry code itself: the next frame that is no leftover.
        StackFrame? next = report.Frames.Skip(index + 1).FirstOrNull(f => f.Context == FrameContext.Task && f.Judged != FrameJudgement.Stale);
        bool fromEntry = next is { Reliable: true, Location.Symbol: var entry } && KernelEntry.Contains(entry);
        bool? agrees = report.SystemCall is { Name: not null } call ? hook.Agrees(call) : null;
        if (!hook.SaysSystemCall && !fromEntry && agrees != true)
            return;
        Confidence confidence = (agrees, fromEntry, hook.SaysSystemCall) switch
        {
            (false, _, _) => Confidence.Possible,
            (true, true, _) => Confidence.Strong,
            (_, true, true) => Confidence.Strong,
            (true, _, _) or (_, _, true) => Confidence.Likely,
            _ => Confidence.Possible,
        };
        List<long> lines = [line];
        if (fromEntry)
            lines.Add(next!.Value.Line);
        if (agrees is not null)
            lines.Add(report.SystemCall!.Line);
        string text = agrees switch
        {
            true => "fact.hook.agrees",
            false => "fact.hook.disagrees",
            _ => fromEntry ? "fact.hook.from-entry" : "fact.hook.by-name",
        };
        facts.Add("ST1102", Message.Of(text, location.Text(), location.Module, hook.SystemCall, report.SystemCall?.Name), confidence, 78, lines,
            CheckCommand.Disassemble(location.Module!, location.Symbol!), CheckCommand.Crash($"sym {location.Symbol}"));
    }

    static void ReadCall(Report report, FindingList facts)
    {
        if (report.SystemCall is not { Name: { } name } call)
            return;
        string arguments = string.Join(", ", call.Arguments.Select(a => $"{a.Name}={a.Value}"));
        facts.Add("ST1113", Message.Of("fact.call", report.Task(), call.Arguments.IsEmpty ? name : $"{name}({arguments})"), Confidence.Strong, 60, [call.Line, .. report.UserRegisters.Lines.Values.Take(4)]);
    }
}
