using System.Collections.Immutable;
using Stucktrace.Code;
using Stucktrace.Code.Entries;
using Stucktrace.Formats;
using Stucktrace.Kernel;

namespace Stucktrace.Reproduction.Triggers;

/// <summary>Finds what a program has to do so that the kernel enters the module and gets to a place in it.</summary>
sealed class CallFinder
{
    readonly ModuleResult _module;
    readonly ReachFinder _reach;
    readonly KernelRelease? _release;
    readonly FileCalls _files;
    readonly PacketCalls _packets;

    internal CallFinder(ModuleResult module, TriggerLimits limits)
    {
        _module = module;
        _reach = new ReachFinder(module.Code!, limits);
        _release = KernelRelease.Parse(module.File!.KernelRelease);
        _files = new FileCalls(module, _release);
        _packets = new PacketCalls(module, _release);
    }

    /// <summary>The way to a place: of all entries that lead there the one that a program can take with the least left open.</summary>
    /// <param name="place">The place.</param>
    internal TriggerCall To(TriggerPlace place)
    {
        TriggerCall? best = null;
        foreach (EntryPath path in _module.Entries!.PathsTo(place.Function))
        {
            TriggerCall call = Along(path, place);
            if (best is null || (Rank(call), call.Gaps.Length).CompareTo((Rank(best), best.Gaps.Length)) < 0)
                best = call;
        }

        return best ?? TriggerCall.NotDerived(null, Message.Of("trigger.gap.no-entry", place.Function.Name));
    }

    static int Rank(TriggerCall call) => call.Kind switch { TriggerWayKind.NotDerived => 2, TriggerWayKind.Load => 1, _ => 0 };

    TriggerCall Along(EntryPath path, TriggerPlace place) => path.Entry.Kind switch
    {
        KernelEntryKind.SystemCall => SystemCall(path, place),
        KernelEntryKind.File or KernelEntryKind.Parameter => Reached(_files.Of(path), _files.ConventionOf(path.Entry), place, []),
        KernelEntryKind.Network => Reached(_packets.Of(path), CallConvention.None, place, []),
        KernelEntryKind.Load or KernelEntryKind.Timer or KernelEntryKind.DeferredWork or KernelEntryKind.Thread => new TriggerCall(TriggerWayKind.Load, path),
        _ => TriggerCall.NotDerived(path, Message.Of("trigger.gap.entry", path.Entry.How)),
    };

    TriggerCall SystemCall(EntryPath path, TriggerPlace place)
    {
        KernelChange? change = _module.Entries!.Changes.FirstOrDefault(c => c.Replacement?.Entry == path.Entry.Function.Entry && c.SystemCallName + "(2)" == path.Entry.Label);
        if (change is not { SystemCall: { } number, SystemCallName: { } name })
            return TriggerCall.NotDerived(path, Message.Of("trigger.gap.entry", path.Entry.How));
        List<Message> gaps = [];
        ImmutableArray<TriggerArgument>? known = SystemCallArguments.Of(name);
        if (known is null)
            gaps.Add(Message.Of("trigger.gap.arguments", name));
        ImmutableArray<TriggerArgument> defaults = known ?? [.. Enumerable.Repeat(new TriggerArgument(TriggerArgumentKind.Number), CallInputs.Most)];
        TriggerCall call = new(TriggerWayKind.SystemCall, path) { Number = number, Name = name, Arguments = defaults };
        return Reached(call, CallInputs.ConventionOf(path.Entry, change.KernelSymbol, _release), place, gaps);
    }

    // With the arguments that lead to the place.
    TriggerCall Reached(TriggerCall call, CallConvention convention, TriggerPlace place, List<Message> gaps)
    {
        if (call.Kind == TriggerWayKind.NotDerived)
            return call;
        ImmutableArray<Function> chain = call.Path!.Functions;
        if (_reach.Find(new ReachQuestion(chain, convention, place, call.Arguments)) is not { } reach)
            return call with { Gaps = [.. gaps, Message.Of("trigger.gap.no-way", chain[0].Name, place.Function.Name)] };
        if (place.Wanted is not null && reach.Wanted is null)
            gaps.Add(Message.Of("trigger.gap.wanted", place.Function.Name, call.Entered));
        gaps.AddRange(reach.Open);
        return call with { Arguments = reach.Arguments, Elsewhere = reach.Elsewhere, Wanted = reach.Wanted, Gaps = [.. gaps] };
    }
}
