using Stucktrace.Dump;
using Stucktrace.Dump.Locks;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Reporting.Dumps;

/// <summary>Who waits for whom.</summary>
static class LocksText
{
    const int MostWaiters = 20;

    internal static void Write(TextSurface surface, DumpResult dump, Language language)
    {
        WaitGraph graph = dump.Waits;
        DumpedMachine machine = dump.Machine!;
        if (graph.Waits.IsEmpty && graph.Spins.IsEmpty)
        {
            surface.Paragraph(0, 2, new TextRun(language.Say("dump.locks.none"), Tone.Good));
            return;
        }

        foreach (var circle in graph.Circles)
            surface.Paragraph(0, 2, new TextRun(language.Say(circle.Length == 2 ? "dump.locks.abba" : "dump.locks.circle", string.Join(" → ", circle.Append(circle[0]).Select(t => DumpWords.Task(machine, t)))), Tone.Bad));
        foreach (DumpedLock found in graph.Locks)
        {
            surface.Heading($"{language.Say(KindOf(found))} {found.Name ?? Place(dump, found, language)}");
            surface.Field(language.Say("dump.label.address"), 12, Hexadecimal.Address(found.Address));
            if (Owner(found, machine, language) is { } owner)
                surface.Field(language.Say("dump.label.owner"), 12, owner);
            surface.Field(language.Say("dump.label.waiters"), 12, language.Say("dump.locks.waiters", found.Waiters.Length));
            foreach (LockWaiter waiter in found.Waiters.Take(MostWaiters))
            {
                TaskWait? wait = graph.Of(waiter.Task);
                surface.Paragraph(4, 6, new TextRun(DumpWords.Task(machine, waiter.Task), Tone.Strong),
                    new TextRun(wait?.Task.SecondsSinceRun is { } since ? "  " + language.Say("dump.locks.since", DumpWords.Number(since)) : string.Empty),
                    new TextRun(wait?.Function is { } frame ? "  " + DumpWords.Frame(frame) : string.Empty, Tone.Quiet),
                    new TextRun(wait?.WorkCpu is { } cpu ? "  " + language.Say("dump.locks.work", cpu) : string.Empty, Tone.Warning));
            }

            TextReport.LeftOut(surface, language, found.Waiters.Length - MostWaiters);
        }

        TaskWait[] others = [.. graph.Waits.Where(w => w.Lock is null)];
        if (others.Length > 0)
            surface.Heading(language.Say("dump.locks.others"));
        foreach (TaskWait wait in others)
        {
            surface.Paragraph(2, 4, new TextRun(DumpWords.Task(wait.Task), Tone.Strong),
                new TextRun(wait.Function is { } frame ? "  " + DumpWords.Frame(frame) : "  " + language.Say("dump.locks.unknown")));
        }

        foreach (SpinningCpu spin in graph.Spins)
        {
            surface.Heading(language.Say("dump.locks.spins", spin.Cpu, DumpWords.Task(machine, spin.Task)));
            surface.Paragraph(2, 4, new TextRun(language.Say("dump.locks.spin", spin.Function, spin.Caller is { } caller ? DumpWords.Frame(caller) : "?",
                spin.Lock is { } held ? held.Name ?? Hexadecimal.Address(held.Address) : "?")));
            if (!spin.PossibleHolders.IsEmpty)
                surface.Paragraph(2, 4, new TextRun(language.Say("dump.locks.holders", string.Join(", ", spin.PossibleHolders))));
        }
    }

    internal static string KindOf(DumpedLock found) => found.Kind switch
    {
        LockKind.Mutex => "dump.kind.mutex",
        LockKind.ReadWriteSemaphore => "dump.kind.rwsem",
        LockKind.Semaphore => "dump.kind.semaphore",
        LockKind.Completion => "dump.kind.completion",
        LockKind.WaitQueue => "dump.kind.wait-queue",
        _ => "dump.kind.spinlock",
    };

    static string Place(DumpResult dump, DumpedLock found, Language language) =>
        dump.Names.StackOwner(found.Address) is { } task ? language.Say("dump.on-stack", DumpWords.Task(task)) : Hexadecimal.Address(found.Address);

    static string? Owner(DumpedLock found, DumpedMachine machine, Language language) => found switch
    {
        { Readers: > 0 and var readers } => language.Say("dump.owner.readers", readers),
        { OwnerState: OwnerState.Nobody } => language.Say("dump.owner.nobody"),
        { OwnerState: OwnerState.Alive } => DumpWords.Task(machine, found.Owner),
        { OwnerState: OwnerState.Exited } => language.Say("dump.owner.exited", DumpWords.Task(machine, found.Owner)),
        { OwnerState: OwnerState.Gone } => language.Say("dump.owner.gone", Hexadecimal.Address(found.Owner)),
        { OwnerWord: { } word } => language.Say("dump.owner.unknown", Hexadecimal.Address(word)),
        _ => null,
    };
}
