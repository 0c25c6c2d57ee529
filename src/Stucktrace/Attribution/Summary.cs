using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution;

/// <summary>The one sentence that stands on its own: what is stuck and where, who called it, who waits.</summary>
static class Summary
{
    internal static Message Of(IncidentCase incident, Draft draft) =>
        Message.Of("summary", draft.What, CalledFrom(incident, draft), Waiting(incident), Panicked(incident));

    static object CalledFrom(IncidentCase incident, Draft draft)
    {
        if (incident.Cause is not { } cause || draft.Culprit is not { Kind: CulpritKind.Module, Function: { } function, Module: { } module } || !(draft.What.Id.StartsWith("verdict.stuck", StringComparison.Ordinal) || draft.What.Id.StartsWith("verdict.fault", StringComparison.Ordinal)))
            return string.Empty;
        CallPlace? caller = CallChain.Of(cause).SkipWhile(l => l.Location.Symbol != function).Skip(1).FirstOrDefault();
        return caller?.Location.Symbol is { } symbol && caller.Location.Module == module && symbol != function ? Message.Of("summary.called-from", symbol) : string.Empty;
    }

    static object Waiting(IncidentCase incident)
    {
        var kinds = incident.Victims.GroupBy(v => incident.Effects[v.Id].Relation, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ToList();
        if (kinds.Count == 0 || incident.Cause is null)
            return string.Empty;
        int all = kinds.Sum(k => k.Count());
        if (kinds.Count > 1)
            return Message.Of("summary.wait-for-it", all);
        return Message.Of(kinds[0].Key switch
        {
            "waits-for-grace-period" => "summary.wait-for-grace-period",
            "waits-for-lock" => "summary.wait-for-lock",
            "waits-for-io" => "summary.wait-for-storage",
            _ => "summary.wait-for-it",
        }, all);
    }

    static object Panicked(IncidentCase incident) =>
        incident.Reports.Any(r => r.Kind == ReportKind.Panic && incident.Effects.TryGetValue(r.Id, out Effect? e) && e.Relation == "caused-panic") ? Message.Of("summary.panicked") : string.Empty;
}
