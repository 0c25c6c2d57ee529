using System.Collections.Immutable;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Causes;
using Stucktrace.Kernel;

namespace Stucktrace.Attribution.Rules;

/// <summary>A CPU that does not come back: who made it loop or spin.</summary>
sealed class StuckCpuVerdict : IVerdictRule
{
    // A module this many calls above the place still decided what the kernel was asked to do; farther up it only passed the call on.
    const int Near = 2;

    public Draft? Judge(IncidentCase incident)
    {
        if (incident.Cause is not { } cause)
            return Waiting(incident);
        if (!IsStuckCpu(cause))
            return null;
        ImmutableArray<CallPlace> chain = CallChain.Of(cause);
        if (Starved(incident, cause, chain) is { } starved)
            return starved;
        if (LoopVerdict.Judge(incident, cause, chain, p => InModule(incident, cause, p, p.Location.Module!)) is { } loop)
            return loop;
        if (Spins.ForLock(cause))
            return Lock(incident, cause, chain);
        CallPlace? place = CallChain.Place(chain) ?? chain.FirstOrDefault();
        if (place is null)
            return WorkFunction(incident, cause) ?? DriverErrorBefore.Judge(cause, Cpu(cause)) ?? Unknown(cause);
        if (place.Location is { Symbol: null, Module: null } && BareAddress.Judge(incident, cause, place) is { } bare)
            return bare;
        if (place.Location.Module is { } module)
            return InModule(incident, cause, place, module);
        CallPlace? above = chain.FirstOrDefault(l => l.Location.Module is not null && l.Depth - place.Depth <= Near);
        if (above is { Location.Module: { } caller } && incident.IsThirdParty(caller))
            return new Draft(new Culprit(CulpritKind.Module, caller, above.Location.Symbol, above.Location.Offset), Looping(incident, above), Confidence.Possible, Message.Of("verdict.stuck-below-module", Cpu(cause), place.Location.Text(), above.Location.Text()), [cause.At(place.Line), cause.At(above.Line)]);
        return WorkFunction(incident, cause) ?? InKernel(incident, cause, place);
    }

    // Every CPU that is reported waits for another one, which says nothing.
    static Draft? Waiting(IncidentCase incident) =>
        incident.Distinct.FirstOrDefault(r => StallKinds.Of(r) == StallKind.StuckCpu) is { } report
            ? new Draft(new Culprit(CulpritKind.Unknown), FailureClass.WaitsForStuckCpu, Confidence.Likely, Message.Of("verdict.waits-for-cpu", Cpu(report), report.Location?.Text() ?? report.Task()), [report.Place()])
            : null;

    // The lockup itself may be lost, or never printed, and only its panic or its stack in a dump be left.
    static bool IsStuckCpu(Report report) => StallKinds.Of(report) switch
    {
        StallKind.StuckCpu => true,
        StallKind.Panic => report.Title.Contains("LOCKUP", StringComparison.OrdinalIgnoreCase),
        StallKind.ShownTask => report.PartOf is null && Spins.ForLock(report),
        _ => false,
    };

    static Draft InModule(IncidentCase incident, Report cause, CallPlace place, string module)
    {
        bool foreign = incident.IsThirdParty(module);
        int caught = incident.Samples.Count(r => Caught(r, place));
        bool supported = caught > 1 || incident.Victims.Any();
        string id = place.Depth == 0 ? "verdict.stuck-in-module" : "verdict.stuck-for-module";
        Message what = place.Depth == 0
            ? Message.Of(id, Cpu(cause), Place(place), incident.KindOf(module))
            : Message.Of(id, Cpu(cause), cause.Location?.Text(), Place(place), incident.KindOf(module));
        return new Draft(
            new Culprit(CulpritKind.Module, module, place.Location.Symbol, place.Location.Offset),
            Looping(incident, place),
            foreign && supported ? Confidence.Strong : foreign || supported || !incident.IsKernelsOwn(module) ? Confidence.Likely : Confidence.Possible,
            what,
            [cause.At(place.Line), .. incident.Samples.Where(r => r.Id != cause.Id).Take(3).Select(r => r.Place())]);
    }

    static bool Caught(Report report, CallPlace place) =>
        CallChain.Of(report).Any(l => l.Location.Symbol == place.Location.Symbol && l.Location.Module == place.Location.Module && (place.Location.Symbol is not null || l.Location.Address == place.Location.Address));

    // Caught in a module: a walk shows in registers that move from object to object, or in one that holds the current task beside one that holds
    // another object of the same kind. Any other loop is just that.
    static FailureClass Looping(IncidentCase incident, CallPlace place)
    {
        ImmutableArray<Report> caught = [.. incident.Samples.Where(r => Caught(r, place))];
        bool walks = LoopEvidence.Of(caught) is not null || (place.Depth == 0 && caught.Any(r => RegisterRoles.Read(r) is { Current.Length: > 0, Cursors.Length: > 0 }));
        return walks ? FailureClass.EndlessListWalk : FailureClass.EndlessLoop;
    }

    static Draft InKernel(IncidentCase incident, Report cause, CallPlace place)
    {
        int caught = incident.Samples.Count(r => Caught(r, place));
        FailureClass kind = caught > 2 || incident.Incident.Seconds is >= 60 ? FailureClass.EndlessLoop : FailureClass.Unknown;
        return new Draft(
            new Culprit(CulpritKind.Kernel, null, place.Location.Symbol, place.Location.Offset), kind, caught > 1 ? Confidence.Likely : Confidence.Possible,
            Message.Of("verdict.stuck-in-kernel", Cpu(cause), Place(place)), [cause.At(place.Line)]);
    }

    // A lock slow path: the lock belongs to whoever takes it. Two CPUs of one module that spin for different locks block each other.
    static Draft Lock(IncidentCase incident, Report cause, ImmutableArray<CallPlace> chain)
    {
        CallPlace? taker = CallChain.Place(chain);
        Report? other = incident.Distinct.FirstOrDefault(r => incident.Effects.TryGetValue(r.Id, out Effect? e) && e.Relation == "deadlocked-with");
        if (taker is null)
            return new Draft(new Culprit(CulpritKind.Unknown), FailureClass.SpinlockDeadlock, Confidence.Possible, Message.Of("verdict.spins-unknown", Cpu(cause)), [cause.Place()]);
        if (taker.Location.Module is not { } module)
        {
            return new Draft(new Culprit(CulpritKind.Kernel, null, taker.Location.Symbol, taker.Location.Offset), FailureClass.SpinlockDeadlock, Confidence.Possible, Message.Of("verdict.spins-in-kernel", Cpu(cause), Place(taker)), [cause.Place(), cause.At(taker.Line)]);
        }

        bool foreign = incident.IsThirdParty(module);
        Culprit culprit = new(CulpritKind.Module, module, taker.Location.Symbol, taker.Location.Offset);
        if (other is not null && CallChain.Place(CallChain.Of(other)) is { } second)
        {
            bool sure = MixedLines.IsSure(incident, other, second.Location.Module, second.Location.Symbol);
            return new Draft(culprit, FailureClass.SpinlockDeadlock, sure ? Confidence.Strong : Confidence.Likely,
                Message.Of("verdict.abba", Cpu(cause), Place(taker), Cpu(other), Place(second), incident.KindOf(module)), [cause.At(taker.Line), other.At(second.Line)]);
        }

        bool again = incident.Samples.Skip(1).Any();
        return new Draft(culprit, FailureClass.SpinlockDeadlock, foreign && again ? Confidence.Likely : Confidence.Possible,
            Message.Of("verdict.spins-in-module", Cpu(cause), Place(taker), incident.KindOf(module)), [cause.Place(), cause.At(taker.Line)]);
    }

    // "Workqueue: events work_fn [module]": with tail calls it may be all that names the module.
    static Draft? WorkFunction(IncidentCase incident, Report cause) =>
        cause.WorkFunction is { Module: { } module } work && incident.IsThirdParty(module)
            ? new Draft(new Culprit(CulpritKind.Module, module, work.Symbol), FailureClass.EndlessLoop, Confidence.Likely, Message.Of("verdict.stuck-in-work", Cpu(cause), work.Symbol, module), [cause.Headline()])
            : null;

    // An idle CPU, or one at the end of a short section, does not loop: it was not run, or its clock jumped.
    static Draft? Starved(IncidentCase incident, Report cause, ImmutableArray<CallPlace> chain)
    {
        if (cause.Kind != ReportKind.SoftLockup || chain.IsEmpty || chain[0].Location.Module is not null || !SpinFunctions.CannotLoop(chain[0].Location.Symbol))
            return null;
        bool idle = SpinFunctions.IsIdle(chain[0].Location.Symbol) || cause.Pid == 0;
        int cpus = incident.Distinct.Where(r => r.Kind == ReportKind.SoftLockup).Select(r => r.Cpu).Distinct().Count();
        if (!idle && cpus < 2)
            return null;
        return new Draft(new Culprit(CulpritKind.Hardware), FailureClass.Unknown, idle ? Confidence.Likely : Confidence.Possible,
            Message.Of("verdict.starved", Cpu(cause), Place(chain[0]), cpus), [cause.Place()]);
    }

    static Draft Unknown(Report cause) => new(new Culprit(CulpritKind.Unknown), FailureClass.Unknown, Confidence.Unknown, cause.Comm is null && cause.Pid is null ? Message.Of("verdict.stuck-alone", Cpu(cause)) : Message.Of("verdict.stuck-nowhere", Cpu(cause), cause.Task()), [cause.Headline()]);

    static object Cpu(Report report) => report.Cpu is { } cpu ? cpu : report.Rcu is { StalledCpus: [int first, ..] } ? first : Message.Of("verdict.cpu-unknown");

    static string Place(CallPlace link) => (link.Location with { Module = null }).Text();
}
