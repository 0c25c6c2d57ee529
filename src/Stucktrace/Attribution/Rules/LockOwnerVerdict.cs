using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.Rules;

/// <summary>The kernel names who holds the lock that a hung task waits for, and prints what that task does (6.16 and later): the owner is to blame, not the waiter.</summary>
sealed class LockOwnerVerdict : IVerdictRule
{
    public Draft? Judge(IncidentCase incident)
    {
        foreach (Report waiter in incident.Sleepers)
        {
            if (waiter.BlockedOn is not { Pid: { } pid } hint || pid == waiter.Pid)
                continue;
            Report? owner = incident.Reports.FirstOrDefault(r => r.Pid == pid && r.Id != waiter.Id && r.Frames.Length > 0);
            if (owner is null)
                continue;

            // A running owner's stack can't be unwound from outside: every frame is marked, the guilty one too.
            ImmutableArray<CallPlace> chain = CallChain.Of(owner);
            CallPlace? place = CallChain.Place(chain);
            if (place?.Location.Module is not { } module)
                continue;
            bool runs = owner.TaskState is 'R';
            return new Draft(
                new Culprit(CulpritKind.Module, module, place.Location.Symbol, place.Location.Offset),
                runs ? FailureClass.EndlessLoop : FailureClass.MutexDeadlock,
                incident.IsThirdParty(module) ? Confidence.Likely : Confidence.Possible,
                Message.Of(runs ? "verdict.owner-runs" : "verdict.owner-sleeps", waiter.Task(), hint.LockKind, owner.Task(), (place.Location with { Module = null }).Text(), module),
                [waiter.At(hint.Line), owner.At(place.Line)]);
        }

        return null;
    }
}
