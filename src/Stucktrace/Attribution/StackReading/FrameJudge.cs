using System.Globalization;
using System.Runtime.InteropServices;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Kernel;
using Architecture = Stucktrace.Incidents.Architecture;

namespace Stucktrace.Attribution.StackReading;

/// <summary>Decides which frames of a trace were active calls and which are left over from earlier ones, beyond the kernel's own <c>?</c>.</summary>
public static class FrameJudge
{
    // Said of most frames; the same message serves all.
    static readonly Message Pointer = Message.Of("fact.frame.pointer");
    static readonly Message PassedOver = Message.Of("fact.frame.passed-over");

    /// <summary>Judges the frames of a report.</summary>
    /// <param name="report">The report.</param>
    /// <returns>The same report with <see cref="StackFrame.Judged"/> and <see cref="StackFrame.Why"/> set where something can be said.</returns>
    public static Report Judge(Report report)
    {
        if (report.Frames.IsEmpty)
            return report;
        StackFrame[] frames = [.. report.Frames];
        if (PrintsNoMarks(report))
        {
            // Nothing tells calls from leftovers there but the function pointers among them.
            for (int i = 0; i < frames.Length; i++)
            {
                if (frames[i].Location is { Symbol: not null, Offset: 0 })
                    frames[i] = Stale(frames[i], Pointer);
            }

            return report with { Frames = ImmutableCollectionsMarshal.AsImmutableArray(frames) };
        }

        foreach (FrameContext context in (ReadOnlySpan<FrameContext>)[FrameContext.Task, FrameContext.Interrupt, FrameContext.Exception])
            JudgeFollowed(frames, context);
        if (!frames.Any(f => f.Reliable && f.Context == FrameContext.Task))
            JudgeScanned(report, frames);
        return report with { Frames = ImmutableCollectionsMarshal.AsImmutableArray(frames) };
    }

    // x86 has marked what it only found on the stack since 2.6.25; Enterprise Linux 5 (2.6.18) prints every text address alike.
    static bool PrintsNoMarks(Report report) =>
        report.Architecture is Architecture.X64 or Architecture.X86 or Architecture.Unknown && KernelRelease.Parse(report.Kernel) is { Major: 2, Minor: 6, Patch: < 25 } && report.Frames.All(f => f.Reliable);

    // The unwinder followed the chain of calls: what it marked ? on its way is left over. Behind the point where it gave up nothing is known.
    static void JudgeFollowed(StackFrame[] frames, FrameContext context)
    {
        int last = Array.FindLastIndex(frames, f => f.Reliable && f.Context == context);
        if (last < 0)
            return;
        bool complete = KernelEntry.Contains(frames[last].Location.Symbol) || IsThreadStart(frames[last].Location.Symbol);
        for (int i = 0; i < frames.Length; i++)
        {
            if (frames[i].Context != context)
                continue;
            if (frames[i].Reliable)
                frames[i] = frames[i] with { Judged = FrameJudgement.Caller };
            else if (i < last)
                frames[i] = Stale(frames[i], PassedOver);
            else if (complete)
                frames[i] = Stale(frames[i], Message.Of("fact.frame.behind-entry", frames[last].Location.Symbol));
            else if (CallerSlot.IsPointer(frames[i]))
                frames[i] = Stale(frames[i], Pointer);
        }
    }

    // Nothing could be followed: every text address on the stack was printed.
    static void JudgeScanned(Report report, StackFrame[] frames)
    {
        CallerSlot? caller = CallerSlot.Find(report);
        bool hook = caller is not null && SystemCallHook.Match(frames[caller.Frame].Location.Symbol) is { SaysSystemCall: true } && frames[caller.Frame].Location.Module is not null;
        for (int i = 0; i < frames.Length; i++)
        {
            StackFrame frame = frames[i];
            if (frame.Context != FrameContext.Task)
                continue;
            if (caller is not null && i == caller.Frame)
                frames[i] = frame with { Judged = FrameJudgement.Caller, Why = WhyCaller(report, caller) };
            else if (CallerSlot.IsPointer(frame))
                frames[i] = Stale(frame, Message.Of("fact.frame.pointer"));
            else if (caller is not null && i < caller.Frame)
                frames[i] = Stale(frame, Message.Of("fact.frame.inside", report.Location!.Symbol ?? report.Location.Text()));
            else if (hook && !KernelEntry.Contains(frame.Location.Symbol))
                frames[i] = Stale(frame, Message.Of("fact.frame.above-hook", frames[caller!.Frame].Location.Symbol));
        }
    }

    static Message WhyCaller(Report report, CallerSlot caller) => caller switch
    {
        { OffsetFromSp: { } offset, First: true } => Message.Of("fact.frame.first-text", Hex(offset)),
        { OffsetFromSp: { } offset } => Message.Of("fact.frame.first-of-module", Hex(offset), report.Location?.Module),
        _ => Message.Of("fact.frame.nearest-of-module", report.Location?.Module),
    };

    static StackFrame Stale(StackFrame frame, Message why) => frame with { Judged = FrameJudgement.Stale, Why = why };

    static bool IsThreadStart(string? symbol) => symbol is "kthread" or "ret_from_fork" or "ret_from_fork_asm" or "kernel_thread_helper" or "child_rip" or "start_secondary"
        or "secondary_startup_64" or "secondary_startup_64_no_verify" or "x86_64_start_kernel" or "start_kernel" or "common_startup_64";

    static string Hex(long value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");
}
