using System.Collections.Immutable;
using Stucktrace.Dump;
using Stucktrace.Dump.Reading;
using Stucktrace.Formats;
using Stucktrace.Kernel;
using Stucktrace.Machine.Memory;

namespace Stucktrace.Termination.Live;

/// <summary>Makes sense of an outcome: what is walked, what is looked for, who is on the list and who is not.</summary>
/// <param name="machine">The machine in the dump.</param>
/// <param name="names">Names places.</param>
/// <param name="cpu">The CPU.</param>
/// <param name="context">Registers that the run began with.</param>
/// <param name="outcome">What the run showed.</param>
/// <param name="limits">Bounds.</param>
sealed class LiveReading(DumpedMachine machine, LiveNames names, DumpedCpu cpu, DumpedRegisters context, LiveOutcome outcome, LiveLimits limits)
{
    /// <summary>Makes the study.</summary>
    /// <param name="again">Prepares the same run once more.</param>
    /// <param name="writers">Says who may write a word of a module's memory.</param>
    internal LiveStudy Study(Func<LiveRun> again, Func<ulong, int, Message?> writers)
    {
        DumpedTask? task = machine.TaskAt(cpu.Current);
        ulong place = outcome.Head != 0 ? outcome.Head : context.InstructionPointer;
        (string Name, ulong Offset, LoadedModule? Module)? function = names.FunctionAt(place);
        LiveStudy study = new()
        {
            Outcome = outcome,
            Cpu = cpu,
            Task = task,
            Start = context,
            Place = names.Place(context.InstructionPointer),
            HeadPlace = outcome.Head != 0 ? names.Place(outcome.Head) : null,
            Function = function?.Name,
            Module = function?.Module?.Name,
            Headline = Message.Of("live.unknown"),
        };
        if (outcome is { Certificate: { } proof } && FollowedPointer.Find(outcome.Loads) is { } followed)
            study = Walk(study, task, followed, proof);
        if (outcome.Certificate is { } certificate)
        {
            DecidingWords deciding = DecidingWords.Of(certificate, limits);
            study = study with { Wanted = WantedFinder.Find(outcome, certificate, deciding, study.List, machine.Kernel.Types) };
            study = study with { ReleasedBy = new LiveReleases(study, names, writers).Of(deciding), SecondsLeft = SecondsLeft(deciding, again) };
        }

        LiveWords words = new(machine, names, study);
        return study with { Headline = words.Headline(), Facts = words.Facts() };
    }

    // Ticks can be counted; what other clocks stand for is more than their words.
    double? SecondsLeft(DecidingWords deciding, Func<LiveRun> again)
    {
        foreach (FrozenWord clock in outcome.Clocks)
        {
            if (ClockNames.Find(clock.Name) is { Unit: ClockUnit.Jiffies } && deciding.Words.FirstOrDefault(w => w.Word == clock) is { Branch: not 0 } found
                && new ClockDeadline(again).Find(clock, found.Branch) is { } ticks && TimeBase.Read(new KernelReader(machine.Kernel, ReadLimits.Default, static _ => { }), machine.Cpus).Hz is { } hz)
            {
                return ticks / (double)hz;
            }
        }

        return null;
    }

    LiveStudy Walk(LiveStudy study, DumpedTask? task, FollowedPointer followed, Certificate proof)
    {
        SparseMemory memory = new(limits.MaxPages, new DumpMemory(machine.Kernel.Memory));
        ListReader reader = new(memory, names, machine.Kernel.Types, limits.MaxNodes);
        LiveList list = reader.Read(followed.Links[0], followed.Offset);
        // Whoever walks the tasks began somewhere: from the current one's own node, when it is none of the ring, the list shows how it got there.
        if (list is { IsTasks: true, FieldOffset: { } field } && task is not null && !list.Ring.Any(n => n.Object == task.Address))
        {
            LiveList own = reader.Read(task.Address + (ulong)field, followed.Offset);
            if (own is { Shape: ListShape.Rho or ListShape.BrokenBackLink, Tail.IsEmpty: false } && own.Ring.Length == list.Ring.Length && own.Ring[0].Link == list.Ring[0].Link)
                list = own;
        }

        memory.TellUsed();
        return study with { List = list, Cursor = CursorOf(list, proof) };
    }

    // The node that a register of the CPU points to, or into, as it was saved: the object's address before that of the node.
    ListNode? CursorOf(LiveList list, Certificate proof)
    {
        HashSet<ulong> held = [.. context.Values];
        ImmutableArray<ListNode> nodes = [.. list.Ring, .. list.Tail];
        return nodes.FirstOrDefault(n => n.Object != 0 && n.Object != cpu.Current && held.Contains(n.Object)) ?? nodes.FirstOrDefault(n => held.Contains(n.Link))
            ?? (proof.Registers.IsEmpty ? null : nodes.FirstOrDefault(n => proof.Registers.Any(r => r.Value == n.Link)));
    }
}
