using System.Collections.Immutable;
using Stucktrace.Attribution;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Incidents;

namespace Stucktrace.Reproduction.Comparing;

/// <summary>Makes signatures from a diagnosis.</summary>
static class SignatureBuilder
{
    // Relations that are other views of the cause, or follow from settings (panic_on_…), and not from the failure.
    static readonly string[] NoConsequence = ["same-stall", "seen-by-another-detector", "caused-panic"];
    const string Partner = "deadlocked-with";

    internal static ImmutableArray<FailureSignature> AllOf(DiagnosisResult result)
    {
        if (result.Verdict.Incident is null)
            return [Of(result, null)];
        return [.. result.Incidents.OrderBy(i => i.Id == result.Verdict.Incident ? 0 : 1).Take(ComparisonLimits.MaxIncidents).Select(i => Of(result, i.Id))];
    }

    internal static FailureSignature Of(DiagnosisResult result, string? id)
    {
        Verdict verdict = id is not null && result.IncidentVerdicts.TryGetValue(id, out Verdict? own) ? own : result.Verdict;
        FailureSignature bare = new()
        {
            Inputs = [.. result.Inputs.Select(i => i.Path)],
            Culprit = verdict.Culprit,
            Class = verdict.Class,
            Confidence = verdict.Confidence,
            IsReadable = result.Inputs.Any(i => i.Readable),
        };
        if (id is null || result.Incidents.FirstOrDefault(i => i.Id == id) is not { } incident)
            return bare;
        HashSet<string> wanted = [.. incident.Reports];
        IncidentCase known = new(incident, result.Reports.Where(r => wanted.Contains(r.Id)).ToDictionary(r => r.Id, StringComparer.Ordinal), result.Modules);
        Report? shown = known.Cause ?? known.Reports.FirstOrDefault(r => Shows(r, verdict.Culprit)) ?? known.Reports.FirstOrDefault();
        Report? entered = Entered(known, shown);
        StuckLoop? loop = result.Loops.GetValueOrDefault(id);
        return bare with
        {
            Incident = id,
            Kernel = incident.Kernel,
            Trace = shown is null ? null : FailureTraces.Of(shown, verdict.Culprit.Function, verdict.Culprit.Module),
            SystemCall = entered?.SystemCall?.Name,
            SystemCallEvidence = entered is { FromMemory: false, SystemCall: { Line: > 0 } call } ? Evidence.At(entered.Input, call.Line) : null,
            Offsets = Offsets(known, verdict.Culprit),
            Partners = [.. incident.Effects.Where(e => e.Relation == Partner).Select(e => known.Reports.FirstOrDefault(r => r.Id == e.Report)?.GuiltySymbol).OfType<string>().Distinct(StringComparer.Ordinal)],
            Loop = loop is { Build: BuildMatch.Same } ? LoopSignature.Of(loop.Code, loop.Facts, loop.Study, loop.Module.Evidence(loop.Facts.Head) with { Quote = null }) : null,
            Build = verdict.Culprit.Module is { } module ? BuildOf(result.Modules, known, module) : null,
            Effects = Effects(known),
            ThirdParty = known.Modules.IsEmpty ? default : known.ThirdParty,
            ThirdPartyEvidence = known.Reports.FirstOrDefault(r => !r.Modules.IsEmpty) is { } listed ? Evidence.At(listed.Input, listed.Modules[0].Line) : null,
        };
    }

    static bool Shows(Report report, Culprit culprit) =>
        culprit.Function is { } function && (report.Location?.Symbol == function || report.Frames.Any(f => f.Judged == FrameJudgement.Caller && f.Location.Symbol == function && f.Location.Module == culprit.Module));

    // A stuck CPU is caught again and again; not every report of it shows the registers of the program.
    static Report? Entered(IncidentCase known, Report? shown) =>
        shown is null or { SystemCall: not null } ? shown : known.Reports.FirstOrDefault(r => r.SystemCall is not null && r.Pid is not null && r.Pid == shown.Pid);

    // A stuck CPU is caught again and again, each time where it happens to be.
    static ImmutableArray<ulong> Offsets(IncidentCase known, Culprit culprit)
    {
        IEnumerable<ulong> sampled = known.Samples.Select(r => r.Location).OfType<CodeLocation>().Where(l => l.Symbol == culprit.Function && l.Module == culprit.Module).Select(l => l.Offset).OfType<ulong>();
        return culprit.Function is null ? [] : [.. (culprit.Offset is { } own ? sampled.Append(own) : sampled).Distinct().Order().Take(FailureTrace.MostPlaces)];
    }

    static BuildSignature? BuildOf(ModuleExamination modules, IncidentCase known, string name)
    {
        if (known.MatchOf(name) is not { Build: BuildMatch.Same } match || modules.Modules.FirstOrDefault(m => m.Input == match.Input && m.Name == name) is not { } module)
            return null;
        return module.File.BuildId is null && module.File.Info.SourceVersion is null ? null : new BuildSignature(module.File.BuildId, module.File.Info.SourceVersion);
    }

    static ImmutableArray<EffectSignature> Effects(IncidentCase known) =>
    [
        .. known.Distinct
            .Select(r => (Report: r, Relation: known.Effects.GetValueOrDefault(r.Id)?.Relation))
            .Where(e => e.Relation is not null && !NoConsequence.Contains(e.Relation))
            .GroupBy(e => (e.Report.Kind, Relation: e.Relation!))
            .Select(g => new EffectSignature(g.Key.Kind, g.Key.Relation, g.Count(), g.First().Report.Headline() with { Quote = null })),
    ];
}
