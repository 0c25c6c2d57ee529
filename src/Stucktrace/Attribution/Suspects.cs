using System.Collections.Immutable;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution;

/// <summary>Everybody who could be to blame for an incident, with the reasons on both sides.</summary>
static class Suspects
{
    // A log with thousands of reports names the same few modules again and again; so many places of each are quoted.
    const int PlacesQuoted = 3;

    internal static ImmutableArray<Suspect> Of(IncidentCase incident, Draft draft, SameFailure same)
    {
        IEnumerable<string> onStacks = incident.Distinct.SelectMany(r => r.Frames).Select(f => f.Location.Module).OfType<string>();
        IEnumerable<string> modules = onStacks.Where(incident.IsThirdParty).Concat(incident.ThirdParty).Append(draft.Culprit.Module!).Where(m => m is not null).Distinct(StringComparer.Ordinal).Take(40);
        ImmutableArray<Suspect> found = [.. modules.Select(m => Weigh(m, incident, draft, same))];
        if (draft.Culprit is { Kind: CulpritKind.Kernel, Function: { } function })
            found = found.Add(new Suspect(null, function, [new Reason(Message.Of("reason.kernel-place", function), 30, draft.Evidence)], [], 30));
        return [.. found.OrderByDescending(s => s.Score).ThenBy(s => s.Module, StringComparer.Ordinal)];
    }

    static Suspect Weigh(string module, IncidentCase incident, Draft draft, SameFailure same)
    {
        List<Reason> For = [], against = [];
        bool culprit = draft.Culprit.Module == module;
        if (culprit)
            For.Add(new Reason(draft.What, 60, draft.Evidence));
        if (culprit && incident.Loop is { Build: BuildMatch.Same } loop && loop.Module.Name == module && loop.Facts.Suspicions is [var suspicion, ..])
            For.Add(new Reason(suspicion.Why, 40, [.. suspicion.At.Take(PlacesQuoted).Select(loop.Module.Evidence)]));
        if (incident.Module(module) is { ThirdParty: true } entry)
            For.Add(new Reason(Message.Of("reason.third-party", module, entry.Flags), 10, [Line(incident, entry)]));
        if (culprit && incident.Samples.Skip(1).Any())
            For.Add(new Reason(Message.Of("reason.caught-again", incident.Samples.Count()), 15, [.. incident.Samples.Take(PlacesQuoted).Select(r => r.Place())]));
        if (culprit && incident.Victims.Any())
            For.Add(new Reason(Message.Of("reason.victims", incident.Victims.Count()), 10, [.. incident.Victims.Take(PlacesQuoted).Select(r => r.Headline())]));
        if (culprit && !same.Others.IsEmpty)
            For.Add(new Reason(Message.Of("reason.again-elsewhere", draft.Culprit.Function, same.Count), 25, [.. same.Others.Take(PlacesQuoted).Select(o => o.Reports[0].Headline())]));
        (StackFrame Frame, Report Report)[] frames = [.. incident.Distinct.SelectMany(r => r.Frames.Where(f => f.Location.Module == module).Select(f => (f, r))).Take(PlacesQuoted)];
        if (!culprit)
            against.Add(Against(module, incident, frames));
        if (!same.Others.IsEmpty && !same.Common.Contains(module) && incident.ThirdParty.Contains(module))
            against.Add(new Reason(Message.Of("reason.not-elsewhere", module), -40, [.. same.Others.Take(1).Select(o => o.Reports[0].Headline())]));
        return new Suspect(
            module, culprit ? draft.Culprit.Function : frames.Select(f => f.Frame.Location.Symbol).FirstOrDefault(),
            [.. For.OrderByDescending(r => r.Weight)], [.. against], For.Sum(r => r.Weight) + against.Sum(r => r.Weight));
    }

    static Reason Against(string module, IncidentCase incident, (StackFrame Frame, Report Report)[] frames)
    {
        if (frames.Length == 0)
            return new Reason(Message.Of("reason.only-loaded", module), -30, incident.Module(module) is { } entry ? [Line(incident, entry)] : []);
        ImmutableArray<Evidence> lines = [.. frames.Select(f => f.Report.At(f.Frame))];
        return frames.All(f => !f.Frame.Reliable && f.Frame.Judged != FrameJudgement.Caller)
            ? new Reason(Message.Of("reason.only-stale", module), -25, lines)
            : new Reason(Message.Of("reason.passes-on", module), -15, lines);
    }

    static Evidence Line(IncidentCase incident, ModuleEntry entry)
    {
        Report report = incident.Reports.First(r => r.Modules.Contains(entry));
        return report.At(entry.Line);
    }
}
