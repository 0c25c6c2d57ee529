using System.Collections.Immutable;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Formats.IO;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.Findings;

/// <summary>Puts what is known about the incidents into claims with stable numbers, evidence, and commands to check them.</summary>
public static class FindingsBuilder
{
    // A log with thousands of incidents: the findings of so many of them are written out.
    const int IncidentsTold = 50;

    // Findings about the incident that the answer is about come before all others.
    const int MainIncident = 1000;

    static readonly IFindingRule[] Rules =
    [
        new HappenedFindings(), new SleeperFindings(), new RepeatFindings(), new EffectFindings(), new LoadFinding(), new BlameFindings(), new TaintFinding(), new SilenceFindings(),
        new ModuleFileFindings(), new LoopFindings(), new TerminationFindings(), new OrbitFinding(), new HookFindings(), new FaultPointerFinding(), new LockCodeFinding(), new MemoryFindings(),
    ];

    /// <summary>Builds the findings, most important first.</summary>
    /// <param name="reports">All reports.</param>
    /// <param name="incidents">All incidents.</param>
    /// <param name="judgement">Their verdicts.</param>
    /// <param name="files">The inputs, for commands that show the same lines.</param>
    /// <param name="options">Settings.</param>
    /// <param name="modules">What the module files among the inputs say.</param>
    public static ImmutableArray<Finding> Build(ImmutableArray<Report> reports, ImmutableArray<Incident> incidents, Judgement judgement, ImmutableArray<InputFile> files, DiagnosisOptions options, ModuleExamination modules)
    {
        Dictionary<string, Report> byId = reports.ToDictionary(r => r.Id, StringComparer.Ordinal);
        ImmutableArray<Finding>.Builder findings = ImmutableArray.CreateBuilder<Finding>();
        Func<int, string> log = i => CheckCommand.LogWord(files[i]);
        foreach (Incident incident in incidents.OrderBy(i => i.Id == judgement.Main.Incident ? 0 : 1).Take(IncidentsTold))
        {
            int importance = incident.Id == judgement.Main.Incident ? MainIncident : 0;
            FindingContext context = new(new IncidentCase(incident, byId, modules), judgement.Verdicts[incident.Id], files, importance > 0 ? options.CpuCount : null, importance, modules);
            findings.AddRange(Rules.SelectMany(r => r.Find(context)));
            findings.AddRange(SampleFacts.Read(incident.Reports.Select(id => byId[id]), incident.Id, log).Select(f => f with { Weight = f.Weight + importance }));
        }

        // What the stacks and registers of the causes show, each alone and side by side.
        ImmutableArray<Report> causes = [.. incidents.Take(IncidentsTold).Select(i => i.Cause).OfType<string>().Select(id => byId[id])];
        IEnumerable<Finding> read = StackFacts.Read(causes, incidents, log).Concat(FailureComparison.Compare(causes, log).Findings);
        findings.AddRange(read.Select(f => f.Incident is null || f.Incident == judgement.Main.Incident ? f with { Weight = f.Weight + MainIncident } : f));
        return [.. findings.OrderByDescending(f => f.Weight).ThenBy(f => f.Id, StringComparer.Ordinal)];
    }
}
