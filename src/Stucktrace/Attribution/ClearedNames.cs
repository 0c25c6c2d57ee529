using System.Collections.Immutable;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Causes;

namespace Stucktrace.Attribution;

/// <summary>Who appears in an incident and is not to blame, with the reason.</summary>
static class ClearedNames
{
    const int TasksNamed = 12;

    internal static ImmutableArray<Cleared> Of(IncidentCase incident, Draft draft, SameFailure same)
    {
        ImmutableArray<Cleared>.Builder cleared = ImmutableArray.CreateBuilder<Cleared>();
        if (draft.Culprit.Kind is CulpritKind.Unknown)
            return [.. Waiters(incident)];
        if (incident.Cause is { Comm: { } comm } cause && draft.Culprit.Kind is CulpritKind.Module or CulpritKind.Kernel or CulpritKind.Hardware)
            cleared.Add(Caller(cause, comm, draft));
        cleared.AddRange(Waiters(incident));
        if (draft.Culprit.Kind is CulpritKind.Module or CulpritKind.Userspace or CulpritKind.Hardware)
            cleared.AddRange(Modules(incident, draft, same));
        return [.. cleared.DistinctBy(c => c.Name, StringComparer.Ordinal)];
    }

    // The task that a CPU is stuck with only called something; it can't leave the kernel by itself.
    static Cleared Caller(Report cause, string comm, Draft draft)
    {
        string? call = cause.SystemCall?.Name ?? SystemCallName(cause);
        return call is null
            ? new Cleared(comm, Message.Of("cleared.task", comm), [cause.Headline()])
            : new Cleared(comm, Message.Of(StallKinds.Of(cause) is StallKind.Fault or StallKind.LockingRule or StallKind.Warning ? "cleared.task-called-fault" : "cleared.task-called", comm, call, draft.Culprit.Module ?? draft.Culprit.Function), [cause.Headline()]);
    }

    // new_sys_kill: functions that replace or handle a system call carry its name.
    static string? SystemCallName(Report report) => CallChain.Of(report).Select(l => SystemCallHook.Match(l.Location.Symbol)?.SystemCall).FirstOrDefault(n => n is not null);

    static IEnumerable<Cleared> Waiters(IncidentCase incident) =>
        (incident.Cause is null ? incident.Sleepers : incident.Victims).Where(v => v.Comm is not null).DistinctBy(v => v.Comm, StringComparer.Ordinal).Take(TasksNamed)
            .Select(v => new Cleared(v.Comm!, Message.Of("cleared.waiter", v.Task(), (object?)(IncidentCase.WaitOf(v)?.Function.Name ?? v.GuiltySymbol) ?? Message.Of("verdict.place-unknown")), incident.Effects.TryGetValue(v.Id, out Effect? effect) ? effect.Evidence : [v.Headline()]));

    static IEnumerable<Cleared> Modules(IncidentCase incident, Draft draft, SameFailure same)
    {
        foreach (string module in incident.ThirdParty.Where(m => m != draft.Culprit.Module))
        {
            ImmutableArray<(Report Report, StackFrame Frame)> frames = [.. incident.Reports.SelectMany(r => r.Frames.Where(f => f.Location.Module == module).Select(f => (r, f))).Take(3)];
            ImmutableArray<Evidence> lines = [.. frames.Select(f => f.Report.At(f.Frame))];
            bool stale = frames.All(f => !f.Frame.Reliable && f.Frame.Judged != FrameJudgement.Caller);
            bool elsewhere = same.Others.IsEmpty || same.Common.Contains(module);
            if (!stale)
                continue; // It is part of an active chain: nothing clears it.
            string text = (frames.IsEmpty, elsewhere) switch
            {
                (true, true) => "cleared.only-loaded",
                (true, false) => "cleared.not-elsewhere",
                (false, true) => "cleared.only-stale",
                _ => "cleared.stale-and-not-elsewhere",
            };
            yield return new Cleared(module, Message.Of(text, module, string.Join(", ", frames.Select(f => f.Frame.Location.Symbol).Distinct(StringComparer.Ordinal))), lines.IsEmpty ? ModuleLine(incident, module) : lines);
        }
    }

    static ImmutableArray<Evidence> ModuleLine(IncidentCase incident, string module)
    {
        Report? report = incident.Reports.FirstOrDefault(r => r.Modules.Any(m => m.Name == module));
        return report is null ? [] : [report.At(report.Modules.First(m => m.Name == module).Line)];
    }
}
