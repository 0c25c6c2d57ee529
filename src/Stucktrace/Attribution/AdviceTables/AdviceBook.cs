using System.Collections.Immutable;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Kernel;

namespace Stucktrace.Attribution.AdviceTables;

/// <summary>What to do about a verdict: the fix, what helps meanwhile, what to switch on so that the next incident leaves more, what to do next.</summary>
public static class AdviceBook
{
    /// <summary>The advice for the main verdict.</summary>
    /// <param name="reports">All reports.</param>
    /// <param name="incidents">All incidents.</param>
    /// <param name="judgement">The verdicts.</param>
    /// <param name="files">Paths of the inputs as the user named them.</param>
    /// <param name="modules">What the module files among them say.</param>
    public static ImmutableArray<Advice> For(ImmutableArray<Report> reports, ImmutableArray<Incident> incidents, Judgement judgement, ImmutableArray<string> files, ModuleExamination modules)
    {
        Verdict verdict = judgement.Main;
        if (verdict.Incident is null)
            return [new Advice(AdviceKind.NextStep, Message.Of("advice.nothing"))];
        Incident? incident = incidents.FirstOrDefault(i => i.Id == verdict.Incident);
        KernelRelease? release = KernelRelease.Parse(incident?.Kernel);
        IncidentCase? facts = incident is null ? null : new IncidentCase(incident, reports.ToDictionary(r => r.Id, StringComparer.Ordinal), modules);
        return [.. Fixes.For(verdict, facts, release), .. Mitigations.For(verdict), .. CollectSettings.For(release), .. Next(verdict, files, facts)];
    }

    static IEnumerable<Advice> Next(Verdict verdict, ImmutableArray<string> files, IncidentCase? incident)
    {
        string inputs = string.Join(' ', files.Take(4).Select(Quote));
        if (verdict.Culprit is { Kind: CulpritKind.Module, Module: { } module })
        {
            // The name of a file keeps the hyphens that the module's name has turned into underscores.
            if (incident?.MatchOf(module)?.Build is null or BuildMatch.Another)
                yield return new Advice(AdviceKind.NextStep, Message.Of("advice.add-module", module), $"modinfo -n {module}\nstucktrace diagnose {inputs} {module}.ko");
            yield return new Advice(AdviceKind.NextStep, Message.Of("advice.ask-vendor", module));
        }

        yield return new Advice(AdviceKind.NextStep, Message.Of("advice.explain"), "stucktrace explain ST1401");
    }

    static string Quote(string path) => path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or '+') ? path : $"'{path.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
