using System.Collections.Immutable;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Causes;

namespace Stucktrace.Attribution.Rules;

/// <summary>An oops, a BUG, a report of memory corruption: whose pointer was bad.</summary>
sealed class FaultVerdict : IVerdictRule
{
    // The kernel's function that faulted was called by the module, or by a helper that the module called: the pointer is the module's.
    const int Near = 3;

    public Draft? Judge(IncidentCase incident)
    {
        if (incident.Cause is not { } cause || StallKinds.Of(cause) is not (StallKind.Fault or StallKind.Panic))
            return null;
        ImmutableArray<CallPlace> chain = CallChain.Of(cause);
        CallPlace? place = chain.FirstOrDefault(l => l.Location.Symbol == cause.GuiltySymbol && l.Location.Module == cause.GuiltyModule && l.Location.Symbol is not null) ?? CallChain.Place(chain) ?? chain.FirstOrDefault();
        (FailureClass kind, Message how) = incident.FaultPointer is { BrokenLink: { } link, Place.Module: var broken } && incident.MatchOf(broken.Name)?.Build == BuildMatch.Same
            ? (FailureClass.MemoryCorruption, Message.Of("fault.broken-link", link.SentinelName ?? "?", cause.FaultAddress is { } address ? RegisterText.Hex(address) : "?"))
            : FaultClass.Of(cause);
        if (place is null)
        {
            return cause.GuiltySymbol is { } named
                ? new Draft(new Culprit(cause.GuiltyModule is null ? CulpritKind.Kernel : CulpritKind.Module, cause.GuiltyModule, named), kind, Confidence.Possible, Message.Of("verdict.fault-named", how, named), [cause.Headline()])
                : new Draft(new Culprit(CulpritKind.Unknown), kind, Confidence.Possible, cause.Comm is null && cause.Pid is null ? Message.Of("verdict.fault-alone", how) : Message.Of("verdict.fault-nowhere", how, cause.Task()), [cause.Headline()]);
        }

        if (place.Location is { Symbol: null, Module: null } && BareAddress.Judge(incident, cause, place) is { } bare)
            return bare with { Class = kind };
        if (place.Location.Module is null && chain.FirstOrDefault(l => l.Depth > place.Depth && l.Depth <= place.Depth + Near && incident.IsThirdParty(l.Location.Module)) is { } caller)
        {
            bool direct = caller.Depth == place.Depth + 1;
            if (ExitOf(incident, cause, caller) is { Exit: { } exit } left)
            {
                ulong offset = exit.Address - exit.Function.Entry;
                return new Draft(
                    new Culprit(CulpritKind.Module, caller.Location.Module, exit.Function.Name, offset), kind, FollowedBack(incident, caller.Location.Module) ? Confidence.Strong : Confidence.Likely,
                    Message.Of("verdict.fault-left-by-jump", how, place.Location.Text(), exit.Function.Name, exit.Import, caller.Location.Text()), [cause.At(place.Line), cause.At(caller.Line), left.Module.Evidence(exit.Address)]);
            }

            return new Draft(
                new Culprit(CulpritKind.Module, caller.Location.Module, caller.Location.Symbol, caller.Location.Offset), kind, FollowedBack(incident, caller.Location.Module) ? Confidence.Strong : direct ? Confidence.Likely : Confidence.Possible,
                Message.Of("verdict.fault-called-by", how, place.Location.Text(), caller.Location.Text()), [cause.At(place.Line), cause.At(caller.Line)]);
        }

        if (place.Location.Module is { } module)
        {
            string id = place.Depth == 0 || cause.Location is null ? "verdict.fault-in-module" : "verdict.fault-for-module";
            return new Draft(
                new Culprit(CulpritKind.Module, module, place.Location.Symbol, place.Location.Offset), kind, FollowedBack(incident, module) ? Confidence.Strong : incident.IsKernelsOwn(module) ? Confidence.Possible : Confidence.Likely,
                Message.Of(id, how, ((cause.Location ?? place.Location) with { Module = null }).Text(), (place.Location with { Module = null }).Text(), incident.KindOf(module)), [cause.At(place.Line), cause.Headline()]);
        }

        return new Draft(
            new Culprit(CulpritKind.Kernel, null, place.Location.Symbol, place.Location.Offset), kind, Confidence.Possible, Message.Of("verdict.fault-in-kernel", how, place.Location.Text()), [cause.At(place.Line), cause.Headline()]);
    }

    // The frame that called what left the module by a jump.
    static ChainLink? ExitOf(IncidentCase incident, Report cause, CallPlace caller) =>
        incident.Examination.Of(cause).Links is [{ Exit: not null } link, ..] && cause.Frames[link.Frame].Line == caller.Line && incident.MatchOf(link.Module.Name)?.Build != BuildMatch.Another ? link : null;

    // The code of the build that was loaded shows where the bad pointer came from: log and code agree.
    static bool FollowedBack(IncidentCase incident, string? module) =>
        module is not null && incident.FaultPointer is { IsBad: true } pointer && pointer.Place.Module.Name == module && incident.MatchOf(module)?.Build == BuildMatch.Same;
}
