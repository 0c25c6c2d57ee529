using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Dump;
using Stucktrace.Formats;
using Stucktrace.Termination.Execution;

namespace Stucktrace.Termination.Live;

/// <summary>A study in sentences.</summary>
/// <param name="machine">The machine in the dump.</param>
/// <param name="names">Names places.</param>
/// <param name="study">The study.</param>
sealed class LiveWords(DumpedMachine machine, LiveNames names, LiveStudy study)
{
    const int MostNamed = 4;
    readonly LiveOutcome _outcome = study.Outcome;

    internal Message Headline()
    {
        string cpu = study.Cpu.Number.ToString(CultureInfo.InvariantCulture);
        string task = study.Task is { } running ? LiveNames.TaskName(running) : "?";
        string head = study.HeadPlace ?? study.Place;
        return study.Verdict switch
        {
            LiveVerdict.NeverEnds => Message.Of("live.headline.never", cpu, task, head, _outcome.Period, _outcome.Certificate!.Steps),
            LiveVerdict.Ends when _outcome is { ReachedUserMode: false, Exit: { } exit } => Message.Of("live.headline.ends", cpu, task, study.Place, _outcome.Steps, names.Place(exit)),
            LiveVerdict.Ends => Message.Of("live.headline.ends-user", cpu, task, study.Place, _outcome.Steps),
            LiveVerdict.WaitsForClock => Message.Of("live.headline.clock", cpu, task, head, string.Join(", ", _outcome.Clocks.Select(c => c.Name).Distinct(StringComparer.Ordinal).Take(MostNamed))),
            LiveVerdict.WaitsForLock => Message.Of("live.headline.lock", cpu, task, head),
            LiveVerdict.WaitsForCpu => Message.Of("live.headline.cpu", cpu, task, head),
            LiveVerdict.Faults => Message.Of("live.headline.faults", cpu, task, names.Place(_outcome.Stop!.At), Hexadecimal.Address(_outcome.Stop.Address ?? 0), _outcome.Steps),
            _ => Message.Of("live.headline.unknown", cpu, task, study.Place, Why()),
        };
    }

    Message Why()
    {
        if (_outcome.HasAlias)
            return Message.Of("live.why.alias");
        if (_outcome.Rejected is { } rejected && _outcome.Stop is null)
            return Message.Of("live.why.rejected", rejected.Reason);
        RunStop stop = _outcome.Stop ?? new RunStop(StopKind.Budget, 0);
        string at = names.Place(stop.At);
        if (_outcome.Missing is { } missing)
            return Message.Of("live.why.page", names.Place(missing.At), Hexadecimal.Address(missing.Address), Hexadecimal.Address(missing.Page), Message.Of($"live.state.{missing.State.Kebab()}"));
        if (_outcome.Outside is { } outside)
            return Message.Of("live.why.outside", at, outside.What, names.Place(outside.At));
        return stop.Kind switch
        {
            StopKind.NotUnderstood => Message.Of("live.why.instruction", stop.What ?? "?", at),
            StopKind.UnknownBranch => Message.Of("live.why.branch", at),
            StopKind.UnknownTarget => Message.Of("live.why.target", at),
            StopKind.UnknownCall => Message.Of("live.why.call", stop.What, at),
            StopKind.UnknownStore or StopKind.RefusedStore => Message.Of("live.why.store", at),
            StopKind.TooDeep => Message.Of("live.why.deep", at),
            StopKind.Trap => Message.Of("live.why.trap", at),
            StopKind.Fault => Message.Of("live.why.fault", at, Hexadecimal.Address(stop.Address ?? 0)),
            _ => Message.Of("live.why.budget", _outcome.Steps),
        };
    }

    internal ImmutableArray<Message> Facts()
    {
        ImmutableArray<Message>.Builder facts = ImmutableArray.CreateBuilder<Message>();
        if (!_outcome.Left.IsEmpty && _outcome.Head != 0)
            facts.Add(Message.Of("live.fact.left", _outcome.Left.Length, names.Place(_outcome.Left[^1].To)));
        if (study.List is { } list)
            List(list, facts);
        if (study.Wanted is { } wanted)
            facts.Add(Wanted(wanted));
        if (_outcome.GivesUpCpu)
            facts.Add(Message.Of("live.fact.gives-up"));
        foreach (FrozenWord clock in _outcome.Clocks.DistinctBy(c => c.Name).Take(MostNamed))
            facts.Add(Message.Of("live.fact.clock", clock.Name, Hexadecimal.Address(clock.Value)));
        if (study.SecondsLeft is { } seconds)
            facts.Add(Message.Of("live.fact.seconds", seconds.ToString("0.000", CultureInfo.InvariantCulture)));
        return facts.ToImmutable();
    }

    void List(LiveList list, ImmutableArray<Message>.Builder facts)
    {
        if (!list.Ring.IsEmpty)
            facts.Add(Message.Of(list.IsTasks ? "live.fact.tasks" : "live.fact.nodes", list.Ring.Length, NameOf(list.Ring[0]), list.Field ?? string.Empty));
        if (list.IsTasks && study.Task is { } task)
            facts.Add(Current(list, task));
        if (!list.Tail.IsEmpty && list.Entered is { } entered)
        {
            ListNode[] freed = [.. list.Tail.Where(n => n.IsUnlinked)];
            facts.Add(freed.Length > 0
                ? Message.Of("live.fact.freed", NameOf(list.Tail[0]), Join(freed), NameOf(entered))
                : Message.Of("live.fact.rho", NameOf(list.Tail[0]), NameOf(entered)));
        }

        if (list.Shape == ListShape.SelfCycle)
            facts.Add(Message.Of("live.fact.self-cycle", NameOf(list.Ring[0])));
        if (list.Broken is { } broken)
            facts.Add(Message.Of("live.fact.broken", NameOf(broken)));
    }

    Message Current(LiveList list, DumpedTask task)
    {
        if (list.Ring.Any(n => n.Object == task.Address))
            return Message.Of("live.fact.current-in", LiveNames.TaskName(task));
        return !task.IsLeader && machine.TaskAt(task.Leader) is { } leader
            ? Message.Of("live.fact.current-thread", LiveNames.TaskName(task), LiveNames.TaskName(leader))
            : Message.Of("live.fact.current-not", LiveNames.TaskName(task));
    }

    Message Wanted(WantedValue wanted)
    {
        string value = wanted.Bytes <= 4 ? ((int)wanted.Value).ToString(CultureInfo.InvariantCulture) : Hexadecimal.Address(wanted.Value);
        if (wanted.Field != "task_struct.pid")
            return Message.Of("live.fact.wanted", value, wanted.Field ?? string.Create(CultureInfo.InvariantCulture, $"{(wanted.FieldOffset < 0 ? "-" : "+")}0x{Math.Abs(wanted.FieldOffset):x}"));
        DumpedTask? owner = machine.Tasks.FirstOrDefault(t => t.Pid == (int)wanted.Value);
        return owner is null ? Message.Of("live.fact.pid-nobody", value)
            : owner.IsLeader ? Message.Of("live.fact.pid-leader", value, LiveNames.TaskName(owner))
            : Message.Of("live.fact.pid-thread", value, LiveNames.TaskName(owner));
    }

    static string NameOf(ListNode node) => node.Name ?? Hexadecimal.Address(node.Object != 0 ? node.Object : node.Link);

    static string Join(ListNode[] nodes) => string.Join(", ", nodes.Take(MostNamed).Select(NameOf)) + (nodes.Length > MostNamed ? ", …" : string.Empty);
}
