using System.Collections.Immutable;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Formats;

namespace Stucktrace.Attribution;

/// <summary>What further input would raise a verdict's confidence.</summary>
static class FurtherInput
{
    internal static ImmutableArray<Message> For(IncidentCase incident, Draft draft, SameFailure same)
    {
        // There is nothing above what was executed and checked.
        if (draft.Confidence == Confidence.Proven)
            return [];
        ImmutableArray<Message>.Builder wanted = ImmutableArray.CreateBuilder<Message>();
        if (draft.Culprit is { Kind: CulpritKind.Module, Module: { } module } && incident.MatchOf(module)?.Build is var build and not BuildMatch.Same)
            wanted.Add(Message.Of(build switch { null => "raised.module-file", BuildMatch.Another => "raised.module-loaded", _ => "raised.module-build" }, module));
        bool stuck = draft.Class is FailureClass.EndlessLoop or FailureClass.EndlessListWalk or FailureClass.SpinlockDeadlock or FailureClass.MutexDeadlock or FailureClass.LostWakeup or FailureClass.Unknown;
        if (stuck && incident.Dump is null)
            wanted.Add(Message.Of("raised.vmcore"));
        if (same.Others.IsEmpty && draft.Culprit.Kind == CulpritKind.Module)
            wanted.Add(Message.Of("raised.second-log"));
        if (draft.Culprit.Kind == CulpritKind.Unknown && incident.Sleepers.Any())
            wanted.Add(Message.Of("raised.sysrq"));
        if (incident.Cause is { IsMixed: true })
            wanted.Add(Message.Of("raised.unmixed"));
        if (incident.Reports.Any(r => r.Damaged is not null && !r.IsMixed))
            wanted.Add(Message.Of("raised.whole-log"));
        return wanted.ToImmutable();
    }
}
