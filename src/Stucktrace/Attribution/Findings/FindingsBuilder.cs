using System.Collections.Immutable;
using Stucktrace.Formats.IO;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.Findings;

/// <summary>Puts what is known about the incidents into claims with stable numbers, evidence, and commands to check them.</summary>
public static class FindingsBuilder
{
    // A log with thousands of incidents: the findings of so many of them are written out.
    const int IncidentsTold = 50;

    static readonly IFindingRule[] Rules =
    [
        new HappenedFindings(), new SleeperFindings(), new RepeatFindings(), new EffectFindings(), new LoadFinding(), new BlameFindings(), new ModuleFindings(), new TaintFinding(), new SilenceFindings(),
    ];

    /// <summary>Builds the findings, most important first.</summary>
    /// <param name="reports">All reports.</param>
    /// <param name="incidents">All incidents.</param>
    /// <param name="judgement">Their verdicts.</param>
    /// <param name="files">The inputs, for commands that show the same lines.</param>
    /// <param name="options">Settings.</param>
    public static ImmutableArray<Finding> Build(ImmutableArray<Report> reports, ImmutableArray<Incident> incidents, Judgement judgement, ImmutableArray<InputFile> files, DiagnosisOptions options)
    {
        Dictionary<string, Report> byId = reports.ToDictionary(r => r.Id, StringComparer.Ordinal);
        ImmutableArray<Finding>.Builder findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (Incident incident in incidents.OrderBy(i => i.Id == judgement.Main.Incident ? 0 : 1).Take(IncidentsTold))
        {
            int importance = incident.Id == judgement.Main.Incident ? 1000 : 0;
            FindingContext context = new(new IncidentCase(incident, byId), judgement.Verdicts[incident.Id], files, importance > 0 ? options.CpuCount : null, importance);
            findings.AddRange(Rules.SelectMany(r => r.Find(context)));
        }

        return [.. findings.OrderByDescending(f => f.Weight).ThenBy(f => f.Id, StringComparer.Ordinal)];
    }
}
