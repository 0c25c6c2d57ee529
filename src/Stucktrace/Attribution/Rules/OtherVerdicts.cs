using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Causes;

namespace Stucktrace.Attribution.Rules;

/// <summary>What is not a stuck CPU, a fault or a sleeping task: hardware, storage, memory, broken locking rules, warnings.</summary>
sealed class OtherVerdicts : IVerdictRule
{
    public Draft? Judge(IncidentCase incident)
    {
        Report first = incident.Cause ?? incident.Reports[0];
        int sleepers = incident.Sleepers.Count();
        return StallKinds.Of(first) switch
        {
            StallKind.Hardware => new Draft(new Culprit(CulpritKind.Hardware), FailureClass.Hardware, Confidence.Strong, Message.Of("verdict.hardware", incident.Reports.Length), [first.Headline()]),
            StallKind.Storage => new Draft(new Culprit(CulpritKind.Hardware), sleepers > 0 ? FailureClass.IoStall : FailureClass.Hardware, Confidence.Likely, Message.Of(sleepers > 0 ? "verdict.storage-errors-hung" : "verdict.storage-errors", incident.Distinct.Count(), sleepers), [first.Headline()]),
            StallKind.Memory => new Draft(new Culprit(CulpritKind.Unknown), FailureClass.MemoryExhaustion, Confidence.Strong, Message.Of("verdict.oom", first.Task()), [first.Headline()]),
            StallKind.LockingRule => Locking(incident, first),
            StallKind.GracePeriod => new Draft(new Culprit(CulpritKind.Unknown), FailureClass.Unknown, Confidence.Possible, Message.Of("verdict.grace-period-tasks", string.Join(", ", first.Rcu?.BlockedTasks ?? [])), [first.Headline()]),
            StallKind.WorkerPool => new Draft(new Culprit(CulpritKind.Unknown), FailureClass.Unknown, Confidence.Possible, Message.Of("verdict.worker-pool"), [first.Headline()]),
            _ => Warning(incident, first),
        };
    }

    static Draft Locking(IncidentCase incident, Report report)
    {
        bool sleeps = report.Kind is ReportKind.SleepInAtomic or ReportKind.SchedulingWhileAtomic;
        FailureClass kind = sleeps ? FailureClass.SleepInAtomic
            : report.Kind != ReportKind.Lockdep ? FailureClass.Unknown
            : Spinning(report) ? FailureClass.SpinlockDeadlock : FailureClass.MutexDeadlock;
        (Culprit culprit, Confidence confidence, string at) = Blame(incident, report);
        return new Draft(culprit, kind, confidence, Message.Of(sleeps ? "verdict.sleeps-in-atomic" : "verdict.lockdep", report.Title, at), [report.Headline()]);
    }

    static Draft Warning(IncidentCase incident, Report report)
    {
        (Culprit culprit, Confidence confidence, string at) = Blame(incident, report);
        FailureClass kind = report.Kind == ReportKind.Refcount ? FailureClass.UseAfterFree : FailureClass.Unknown;
        return new Draft(culprit, kind, confidence, Message.Of("verdict.warning", report.Title, at), [report.Headline()]);
    }

    static (Culprit Culprit, Confidence Confidence, string At) Blame(IncidentCase incident, Report report)
    {
        ImmutableArray<CallPlace> chain = CallChain.Of(report);
        CallPlace? place = chain.FirstOrDefault(l => l.Location.Symbol is not null && l.Location.Symbol == report.GuiltySymbol) ?? CallChain.Place(chain);
        if (place is { Location.Module: null } && chain.FirstOrDefault(l => l.Depth > place.Depth && l.Depth <= place.Depth + 2 && incident.IsThirdParty(l.Location.Module)) is { } near)
            place = near;
        if (place is null)
            return (new Culprit(report.GuiltySymbol is null ? CulpritKind.Unknown : report.GuiltyModule is null ? CulpritKind.Kernel : CulpritKind.Module, report.GuiltyModule, report.GuiltySymbol), Confidence.Possible, report.GuiltySymbol ?? report.Task());
        CodeLocation at = place.Location;
        return at.Module is { } module
            ? (new Culprit(CulpritKind.Module, module, at.Symbol, at.Offset), incident.IsThirdParty(module) ? Confidence.Likely : Confidence.Possible, at.Text())
            : (new Culprit(CulpritKind.Kernel, null, at.Symbol, at.Offset), Confidence.Possible, at.Text());
    }

    static bool Spinning(Report report) =>
        report.LocksHeld.Any(l => l.Name.Contains("rlock", StringComparison.Ordinal)) || report.Lines.Any(l => l.Text.Contains("rlock", StringComparison.Ordinal) || l.Text.Contains("spin_lock", StringComparison.Ordinal));
}
