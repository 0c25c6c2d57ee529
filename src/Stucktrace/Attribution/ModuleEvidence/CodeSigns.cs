using System.Globalization;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>Signs that lie in the instructions: where they begin, what stands before a return address, the bytes that the report printed.</summary>
static class CodeSigns
{
    const int LeastBytes = 8;
    const int DecisiveBytes = 24;

    internal static IEnumerable<BuildSign> Of(ExaminedModule module, Report[] reports, ModulePlaces places)
    {
        HashSet<ulong> running = [], returns = [];
        bool bytes = false;
        foreach (Report report in reports)
        {
            ulong? inner = null;
            if (report.Location is { } location && places.AddressOf(location) is { } at)
            {
                inner = at;
                if (running.Add(at) && !IsSleeper(report) && Instruction(module, report, location, at) is { } sign)
                    yield return sign;
                if (!bytes && report.Code is { Unreadable: false, InstructionIndex: >= 0 } code && Bytes(module, report, code, at) is { } compared)
                {
                    bytes = true;
                    yield return compared;
                }
            }

            for (int i = 0; i < report.Frames.Length; i++)
            {
                StackFrame frame = report.Frames[i];
                if (!(frame.Reliable || frame.Judged == FrameJudgement.Caller) || frame.Inline || frame.Context != FrameContext.Task || places.ReturnAddressOf(frame.Location) is not { } back || frame.Location == report.Location)
                    continue;
                // What was only judged to be a caller can confirm the file, but it can't contradict it: the judgement may be wrong.
                if (returns.Add(back) && Return(module, report, frame, back, inner, !frame.Reliable || Interrupted(report, i)) is { } sign)
                    yield return sign;
                inner = back;
            }
        }
    }

    static BuildSign? Instruction(ExaminedModule module, Report report, CodeLocation location, ulong at)
    {
        if (module.Code.FunctionAt(at) is not { } function)
            return null;
        if (module.IsInstruction(at))
            return new BuildSign(1, Message.Of("join.sign.instruction", location.Text(), module.Text(at)), [report.Place(), module.Evidence(at)], [CheckCommand.Listing(module, function)]);

        // Inside of a function whose code was followed to its end, a place between two instructions is none of this build.
        return module.Code.GraphOf(function) is { IsComplete: true }
            ? new BuildSign(BuildSign.Contradiction, Message.Of("join.sign.no-instruction", location.Text(), module.Text(at)), [report.Place(), module.Evidence(at)], [CheckCommand.Listing(module, function)])
            : null;
    }

    static BuildSign? Return(ExaminedModule module, Report report, StackFrame frame, ulong back, ulong? inner, bool interrupted)
    {
        if (module.Code.FunctionAt(back - 1) is not { } function)
            return null;
        if (module.CallBefore(back) is { } site)
        {
            bool leads = site.Target is { } target && inner is { } place && module.Code.FunctionAt(place) is { } running && TailCalls.Leads(module, target, running);
            return leads
                ? new BuildSign(2, Message.Of("join.sign.call-to", frame.Location.Text(), site.Target!.Name), [report.At(frame), module.Evidence(site.Address)], [CheckCommand.Listing(module, function)])
                : new BuildSign(1, Message.Of("join.sign.call", frame.Location.Text()), [report.At(frame), module.Evidence(site.Address)], [CheckCommand.Listing(module, function)]);
        }

        return interrupted || !module.Code.GraphOf(function).IsComplete ? null
            : new BuildSign(BuildSign.Contradiction, Message.Of("join.sign.no-call", frame.Location.Text(), module.Text(back)), [report.At(frame), module.Evidence(back)], [CheckCommand.Listing(module, function)]);
    }

    static BuildSign? Bytes(ExaminedModule module, Report report, CodeBytes code, ulong at)
    {
        if (module.Image.Locate(at) is not { } place)
            return null;
        ByteComparison bytes = ByteComparison.Of(module, place, code);
        if (bytes.Different is { } different)
        {
            string section = module.File.Elf.SectionAt(different.Section)?.Name ?? "?";
            return new BuildSign(
                BuildSign.Contradiction,
                Message.Of("join.sign.bytes-other", string.Create(CultureInfo.InvariantCulture, $"{section}+0x{different.Offset:x}"), bytes.InLog.ToString("x2", CultureInfo.InvariantCulture), bytes.InFile.ToString("x2", CultureInfo.InvariantCulture)),
                [report.At(code.Line), Evidence.InSection(module.Input, section, different.Offset)], [CheckCommand.Bytes(module.File.Path, section)]);
        }

        if (bytes.Compared < LeastBytes)
            return null;
        return new BuildSign(
            bytes.Compared >= DecisiveBytes ? BuildSign.Decisive : 2, Message.Of("join.sign.bytes", bytes.Compared, module.Text(at), bytes.Masked), [report.At(code.Line), module.Evidence(at)], [CheckCommand.Bytes(module.File.Path, module.Place(at)!.Value.Section)]);
    }

    // A task that sleeps or is shown from outside has no instruction pointer of its own: its place is a return address.
    static bool IsSleeper(Report report) => report.Kind is ReportKind.HungTask or ReportKind.TaskDump;

    // The frame behind an interrupt's or a fault's is where the CPU was interrupted: nothing called there.
    static bool Interrupted(Report report, int frame) =>
        frame == 0 || report.Frames[frame - 1].Context != report.Frames[frame].Context || report.Frames[frame - 1].Location is { Module: null, Symbol: { } before } && (before.StartsWith("asm_", StringComparison.Ordinal) || before.Contains("interrupt", StringComparison.Ordinal) || before.Contains("page_fault", StringComparison.Ordinal) || before.StartsWith("invalid_op", StringComparison.Ordinal) || before.StartsWith("ret_from_intr", StringComparison.Ordinal) || before.StartsWith("error_entry", StringComparison.Ordinal));
}
