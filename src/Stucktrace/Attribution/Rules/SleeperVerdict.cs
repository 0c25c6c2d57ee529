using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Causes;
using Stucktrace.Kernel;

namespace Stucktrace.Attribution.Rules;

/// <summary>Tasks that sleep and are not woken, with no CPU stuck: what they wait for tells whose affair it is.</summary>
sealed class SleeperVerdict : IVerdictRule
{
    public Draft? Judge(IncidentCase incident)
    {
        ImmutableArray<Report> sleepers = [.. incident.Sleepers];
        if (sleepers.IsEmpty || (incident.Cause is { } cause && StallKinds.Of(cause) != StallKind.HungTask))
            return null;
        ImmutableArray<(Report Report, TaskWait? Wait)> waits = [.. sleepers.Select(r => (r, IncidentCase.WaitOf(r)))];
        return OwnGracePeriod(incident, waits) ?? UserSpace(waits) ?? InModule(incident, waits) ?? OfKernel(waits) ?? Nothing(sleepers);
    }

    // RCU names the very task that waits for the grace period: it waits inside its own read-side section.
    static Draft? OwnGracePeriod(IncidentCase incident, ImmutableArray<(Report Report, TaskWait? Wait)> waits)
    {
        foreach ((Report report, TaskWait? wait) in waits)
        {
            Report? naming = incident.Reports.FirstOrDefault(r => r.Rcu is { } rcu && report.Pid is { } pid && rcu.BlockedTasks.Contains(pid));
            if (wait is not { Function.NeedsGracePeriod: true } || naming is null)
                continue;
            Culprit culprit = wait.Caller?.Location is { Module: { } module } at ? new(CulpritKind.Module, module, at.Symbol, at.Offset) : new(CulpritKind.Kernel, null, wait.Caller?.Location.Symbol, wait.Caller?.Location.Offset);
            return new Draft(culprit, FailureClass.RcuDeadlock, Confidence.Strong, Message.Of("verdict.own-grace-period", report.Task(), wait.Function.Name, (object?)wait.Caller?.Location.Text() ?? Message.Of("verdict.place-unknown")), [report.At(wait.Frame), naming.Headline()]);
        }

        return null;
    }

    // fanotify, FUSE and their like: a program was asked and does not answer. The module that asked is none of ours to blame.
    static Draft? UserSpace(ImmutableArray<(Report Report, TaskWait? Wait)> waits)
    {
        (Report Report, TaskWait? Wait) asked = waits.FirstOrDefault(w => w.Wait is { Function.NeedsUserSpace: true });
        if (asked.Wait is not { } wait)
            return null;
        int same = waits.Count(w => w.Wait?.Function.NeedsUserSpace == true);
        string text = wait.For switch
        {
            WaitsFor.FanotifyAnswer => "verdict.fanotify",
            WaitsFor.FuseAnswer => "verdict.fuse",
            _ => "verdict.user-space",
        };
        return new Draft(new Culprit(CulpritKind.Userspace, null, wait.Function.Name), FailureClass.LostWakeup, same > 1 || wait.For == WaitsFor.FanotifyAnswer ? Confidence.Strong : Confidence.Likely, Message.Of(text, waits.Length, asked.Report.Task(), wait.Function.Name), [asked.Report.At(wait.Frame)]);
    }

    // The module itself decided to wait: it is the first frame beyond the waiting, in the tasks that are reported.
    static Draft? InModule(IncidentCase incident, ImmutableArray<(Report Report, TaskWait? Wait)> waits)
    {
        List<(Report Report, TaskWait Wait, StackFrame Caller)> inside = [];
        foreach ((Report report, TaskWait? wait) in waits)
        {
            if (wait is { Caller: { Location.Module: not null } caller } && (!wait.Function.NeedsGracePeriod && !wait.Function.NeedsAnotherCpu && !wait.Function.NeedsStorage && wait.For != WaitsFor.Network))
                inside.Add((report, wait, caller));
        }

        if (inside.Count == 0)
            return null;
        IGrouping<string, (Report Report, TaskWait Wait, StackFrame Caller)> most = inside.GroupBy(w => w.Caller.Location.Module!, StringComparer.Ordinal)
            .OrderByDescending(g => (incident.IsThirdParty(g.Key) ? 1000 : 0) + g.Count()).First();
        (Report first, TaskWait firstWait, StackFrame place) = most.First();
        bool foreign = incident.IsThirdParty(most.Key);

        // One driver's task in a mutex of the driver may wait for anybody. Several, or a thread that is all the module's own, point at the module.
        bool several = most.Skip(1).Any();
        ImmutableArray<StackFrame> above = [.. first.Frames.Where(f => f.Reliable && f.Context == FrameContext.Task && f.Line >= place.Line)];
        bool own = above.Count(f => f.Location.Module == most.Key) >= 2 || above is [_, { Location.Symbol: "kthread" }, ..];
        Confidence confidence = (foreign && (several || own)) || (several && own && !incident.IsKernelsOwn(most.Key)) ? Confidence.Likely : Confidence.Possible;
        FailureClass kind = firstWait.Function.NeedsSleepingLock ? FailureClass.MutexDeadlock : FailureClass.LostWakeup;
        string text = firstWait.Function.NeedsSleepingLock ? "verdict.lock-in-module" : "verdict.wait-in-module";
        return new Draft(
            new Culprit(CulpritKind.Module, most.Key, place.Location.Symbol, place.Location.Offset), kind, confidence,
            Message.Of(several ? text : text + ".one", most.Count(), (place.Location with { Module = null }).Text(), incident.KindOf(most.Key), firstWait.Function.Name, first.Task()),
            [.. most.Take(3).Select(w => w.Report.At(w.Caller))]);
    }

    static Draft? OfKernel(ImmutableArray<(Report Report, TaskWait? Wait)> waits)
    {
        foreach ((Report report, TaskWait? wait) in waits)
        {
            if (wait is null)
                continue;
            string at = wait.Caller?.Location.Text() ?? wait.Function.Name;
            (FailureClass Class, string Text)? known = wait.Function switch
            {
                { NeedsGracePeriod: true } => (FailureClass.Unknown, "verdict.grace-period-unexplained"),
                { NeedsStorage: true } => (FailureClass.IoStall, "verdict.storage"),
                { WaitsFor: WaitsFor.Network } => (FailureClass.IoStall, "verdict.network"),
                { NeedsSleepingLock: true } => (FailureClass.MutexDeadlock, "verdict.lock-in-kernel"),
                { NeedsAnotherCpu: true } => (FailureClass.WaitsForStuckCpu, "verdict.cpu-unexplained"),
                { WaitsFor: WaitsFor.Memory } => (FailureClass.MemoryExhaustion, "verdict.memory-wait"),
                _ => null,
            };
            if (known is { } k)
                return new Draft(new Culprit(CulpritKind.Unknown), k.Class, Confidence.Possible, Message.Of(k.Text, waits.Length, report.Task(), wait.Function.Name, at), [report.At(wait.Frame)]);
        }

        return null;
    }

    static Draft Nothing(ImmutableArray<Report> sleepers) => new(
        new Culprit(CulpritKind.Unknown), FailureClass.Unknown, Confidence.Unknown, Message.Of("verdict.sleeps", sleepers.Length, sleepers[0].Task(), sleepers[0].Location?.Text() ?? sleepers[0].GuiltySymbol ?? (object)Message.Of("verdict.place-unknown")), [sleepers[0].Headline()]);
}
