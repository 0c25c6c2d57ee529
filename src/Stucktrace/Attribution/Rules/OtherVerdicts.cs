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
            StallKind.GracePeriod => new Draft(new Culprit(CulpritKind.Unknown), FailureClass.Unknown, Confidence.Possible, first.Rcu is { BlockedTasks.Length: > 0 } rcu ? Message.Of("verdict.grace-period-tasks", string.Join(", ", rcu.BlockedTasks)) : Message.Of("verdict.grace-period-alone"), [first.Headline()]),
            StallKind.WorkerPool => new Draft(new Culprit(CulpritKind.Unknown), FailureClass.Unknown, Confidence.Possible, Message.Of("verdict.worker-pool"), [first.Headline()]),
            _ => Warning(incident, first),
        };
    }

    static Draft Locking(IncidentCase incident, Report report)
    {
        bool sleeps = report.Kind is ReportKind.SleepInAtomic or ReportKind.SchedulingWhileAtomic;

        // lockdep warns of deadlocks that can happen; the spinlock debugger of one that seems to have; their other checks of neither.
        bool suspected = report.Title.Contains("lockup suspected", StringComparison.Ordinal);
        bool deadlock = report.Title.Contains("deadlock", StringComparison.Ordinal) || report.Title.Contains("recursive", StringComparison.Ordinal) || report.Title.Contains("inconsistent lock state", StringComparison.Ordinal);
        FailureClass kind = sleeps ? FailureClass.SleepInAtomic
            : suspected ? FailureClass.SpinlockDeadlock
            : !deadlock ? FailureClass.Unknown
            : Spinning(report) ? FailureClass.SpinlockDeadlock : FailureClass.MutexDeadlock;
        string text = sleeps ? "verdict.sleeps-in-atomic" : suspected ? "verdict.spinlock-suspected" : deadlock ? "verdict.lockdep" : "verdict.locking-rule";
        (Culprit culprit, Confidence confidence, object at) = Blame(incident, report);
        return new Draft(culprit, kind, confidence, Message.Of(text, report.Title, at), [report.Headline()]);
    }

    static Draft Warning(IncidentCase incident, Report report)
    {
        (Culprit culprit, Confidence confidence, object at) = Blame(incident, report);
        FailureClass kind = report.Kind == ReportKind.Refcount ? FailureClass.UseAfterFree : FailureClass.Unknown;
        return new Draft(culprit, kind, confidence, Message.Of("verdict.warning", report.Title, at), [report.Headline()]);
    }

    static (Culprit Culprit, Confidence Confidence, object At) Blame(IncidentCase incident, Report report)
    {
        ImmutableArray<CallPlace> chain = CallChain.Of(report);
        CallPlace? place = chain.FirstOrDefault(l => l.Location.Symbol is not null && l.Location.Symbol == report.GuiltySymbol) ?? CallChain.Place(chain);
        if (place is { Location.Module: null } && chain.FirstOrDefault(l => l.Depth > place.Depth && l.Depth <= place.Depth + 2 && incident.IsThirdParty(l.Location.Module)) is { } near)
            place = near;
        if (place is null)
            return (new Culprit(report.GuiltySymbol is null ? CulpritKind.Unknown : report.GuiltyModule is null ? CulpritKind.Kernel : CulpritKind.Module, report.GuiltyModule, report.GuiltySymbol), Confidence.Possible, Named(report));
        CodeLocation at = place.Location;
        return at.Module is { } module
            ? (new Culprit(CulpritKind.Module, module, at.Symbol, at.Offset), incident.IsThirdParty(module) ? Confidence.Likely : Confidence.Possible, at.Text())
            : (new Culprit(CulpritKind.Kernel, null, at.Symbol, at.Offset), Confidence.Possible, at.Text());
    }

    static object Named(Report report) => report switch
    {
        { GuiltySymbol: { } symbol } => symbol,
        { Comm: null, Pid: null } => Message.Of("verdict.place-unknown"),
        _ => report.Task(),
    };

    static bool Spinning(Report report) =>
        report.LocksHeld.Any(l => l.Name.Contains("rlock", StringComparison.Ordinal)) || report.Lines.Any(l => l.Text.Contains("rlock", StringComparison.Ordinal) || l.Text.Contains("spin_lock", StringComparison.Ordinal));
}
