using Stucktrace.Formats;

namespace Stucktrace.Incidents.Causes;

/// <summary>Tasks that wait at the same place, or for the same kind of answer, share one cause even when the log does not show it.</summary>
sealed class SameWaitRule : ICauseRule
{
    public Link? Explain(Stall victim, StalledMachine machine)
    {
        if (victim.Kind != StallKind.HungTask || victim.Wait is not { } wait)
            return null;
        foreach (Stall other in machine.Near(victim, StallKind.HungTask).OrderBy(s => s.Order))
        {
            if (other.Order >= victim.Order || other.Wait is not { } theirs || !Order.Overlap(other, victim))
                continue;
            if (Same(wait, theirs) is { } text)
                return new Link(other.Root, Relation(wait), Message.Of(text, victim.First.Task(), wait.Caller?.Location.Text() ?? wait.Function.Name, other.First.Task()), [victim.First.At(wait.Frame), other.First.At(theirs.Frame)]);
        }

        return null;
    }

    static string? Same(TaskWait one, TaskWait other)
    {
        if (one.Caller is { } a && other.Caller is { } b && a.Location.Symbol is not null && a.Location.Symbol == b.Location.Symbol && a.Location.Module == b.Location.Module)
            return "incident.same-place";
        if (one.Caller?.Location.Module is { } module && module == other.Caller?.Location.Module)
            return "incident.same-module";
        if (one.Frame.Location.Module is { } library && library == other.Frame.Location.Module)
            return "incident.same-module";
        if (one.Function.NeedsStorage && other.Function.NeedsStorage)
            return "incident.same-storage";
        if (one.For == other.For && one.Function.NeedsUserSpace)
            return "incident.same-user-space";
        return one.Function.NeedsGracePeriod && other.Function.NeedsGracePeriod ? "incident.same-grace-period" : null;
    }

    static string Relation(TaskWait wait) => wait.Function switch
    {
        { NeedsSleepingLock: true } => "waits-for-lock",
        { NeedsStorage: true } => "waits-for-io",
        { NeedsUserSpace: true } => "waits-for-user-space",
        { NeedsGracePeriod: true } => "waits-for-grace-period",
        _ => "waits-at-the-same-place",
    };
}
