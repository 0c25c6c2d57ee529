using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.Findings;

/// <summary>The links from cause to consequence, and those that were not drawn.</summary>
sealed class EffectFindings : IFindingRule
{
    const int Told = 20;

    public IEnumerable<Finding> Find(FindingContext context)
    {
        foreach (Effect effect in context.Case.Incident.Effects.Take(Told))
        {
            string? id = effect.Relation switch
            {
                "waits-for-grace-period" => "ST1301",
                "waits-for-cpu" => "ST1302",
                "waits-for-lock" => "ST1303",
                "waits-for-io" or "waits-for-memory" => "ST1304",
                "waits-for-user-space" => "ST1305",
                "deadlocked-with" => "ST1307",
                "caused-panic" => "ST1306",
                _ => null,
            };
            if (id is not null)
                yield return context.Make(id, effect.Why, effect.Evidence.Length > 1 ? Confidence.Strong : Confidence.Likely, effect.Evidence, 50);
        }

        // Under preemptible RCU a stuck CPU lets grace periods end unless it is inside a read-side section: say that nothing is claimed.
        foreach (Report report in context.Case.Sleepers.Where(r => context.Case.Cause is not null && r.Id != context.Case.Cause.Id && !context.Case.Effects.ContainsKey(r.Id)).Take(Told))
        {
            if (IncidentCase.WaitOf(report) is { Function.NeedsGracePeriod: true } wait)
                yield return context.Make("ST1308", Message.Of("finding.not-claimed", report.Task(), wait.Function.Name, context.Case.Cause!.Cpu), Confidence.Possible, [report.At(wait.Frame)], 20);
        }
    }
}
