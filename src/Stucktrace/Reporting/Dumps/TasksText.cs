using System.Collections.Immutable;
using Stucktrace.Dump;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Reporting.Dumps;

/// <summary>The table of tasks and the stacks.</summary>
static class TasksText
{
    internal static void WriteTable(TextSurface surface, DumpResult dump, Language language, IReadOnlyList<string> words)
    {
        ImmutableArray<DumpedTask> tasks = TaskChoice.Of(dump.Machine!, words);
        Dictionary<ulong, int> pids = dump.Machine!.Tasks.ToDictionary(t => t.Address, t => t.Pid);
        string[] heads = ["", "PID", "PPID", "CPU", language.Say("dump.head.state"), language.Say("dump.head.since-run"), language.Say("dump.head.queued"), language.Say("dump.head.address"), language.Say("dump.head.name")];
        TextTable.Write(surface, heads, [.. tasks.Select(t => (TextRun[])
        [
            new(t.IsCurrent ? ">" : string.Empty, Tone.Strong),
            DumpWords.Number(t.Pid),
            pids.TryGetValue(t.Parent, out int parent) ? DumpWords.Number(parent) : "-",
            DumpWords.Number(t.Cpu),
            new(t.StateLetter.ToString(), t.StateLetter == 'D' ? Tone.Warning : Tone.Plain),
            DumpWords.Number(t.SecondsSinceRun),
            t.SecondsQueued is null ? string.Empty : DumpWords.Number(t.SecondsQueued),
            new(Hexadecimal.Address(t.Address), Tone.Quiet),
            DumpWords.Name(t),
        ])]);
        if (tasks.IsEmpty)
            surface.Paragraph(0, 2, new TextRun(language.Say("dump.no-task", string.Join(' ', words)), Tone.Warning));
    }

    internal static void WriteStacks(TextSurface surface, DumpResult dump, Language language, IReadOnlyList<string> words)
    {
        DumpedMachine machine = dump.Machine!;
        ImmutableArray<DumpedTask> tasks = words.Count == 0 ? TaskChoice.OfInterest(machine) : TaskChoice.Of(machine, words);
        foreach (DumpedTask task in tasks)
        {
            DumpedCpu? cpu = machine.Cpus.FirstOrDefault(c => c.Current == task.Address);
            surface.Heading($"{DumpWords.Task(task)}  {task.StateLetter}  CPU {DumpWords.Number(task.Cpu)}  {Hexadecimal.Address(task.Address)}");
            if (cpu is { Registers: { } registers })
                RegistersText.Write(surface, registers, language);
            ImmutableArray<DumpedFrame> frames = dump.StackOf(task);
            for (int i = 0; i < frames.Length; i++)
            {
                bool doubtful = frames[i].Method is FrameMethod.Scan or FrameMethod.CheckedScan;
                surface.Block([new TextRun($"  #{i,-3}", Tone.Quiet)], "       ",
                    new TextRun((doubtful ? "? " : string.Empty) + DumpWords.Frame(frames[i]), frames[i].Module is null ? Tone.Plain : Tone.Strong),
                    new TextRun("  " + Method(frames[i], language), Tone.Quiet));
            }

            if (frames.IsEmpty)
                surface.Paragraph(2, 4, new TextRun(language.Say(cpu is null ? "dump.no-stack" : cpu.Registers is { InUserMode: true } ? "dump.in-user-mode" : "dump.no-stack-of-cpu"), Tone.Warning));
        }

        if (tasks.IsEmpty)
            surface.Paragraph(0, 2, new TextRun(language.Say("dump.no-task", string.Join(' ', words)), Tone.Warning));
    }

    static string Method(DumpedFrame frame, Language language) => language.Say(frame.Method switch
    {
        FrameMethod.Registers => "dump.method.registers",
        FrameMethod.Orc => "dump.method.orc",
        FrameMethod.FramePointer => "dump.method.frame-pointer",
        FrameMethod.InterruptFrame => "dump.method.interrupt-frame",
        FrameMethod.CheckedScan => "dump.method.checked-scan",
        _ => "dump.method.scan",
    });
}
