using System.Collections.Immutable;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Formats;
using Stucktrace.Termination;
using Stucktrace.Termination.Live;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Reporting.View;

/// <summary>Why a loop never ends in a few plain statements: how it could be left, why that does not come about, and that its state repeats.</summary>
/// <param name="view">The diagnosis in one language.</param>
/// <param name="places">Names of inputs.</param>
sealed class EndlessStatements(DiagnosisView view, Places places)
{
    const string Loop = "ST1801";
    const string EndsOnlyAtStart = "ST1802";
    const string EndlessSituation = "ST1810";
    const string EndlessInMemory = "ST2002";

    DiagnosisResult Result => view.Result;

    /// <summary>The statements; none where nothing was executed that never ends.</summary>
    internal ImmutableArray<ReasonView> All() => [.. (Result.Live, Result.Loop?.Study) switch
    {
        ({ Verdict: LiveVerdict.NeverEnds } live, _) => Exits().Concat(InMemory(live)),
        (null, { Endless: { } endless } study) => Exits().Concat(InSituation(study, endless)),
        _ => [],
    }];

    IEnumerable<ReasonView> Exits()
    {
        if (Result.Loop is { } loop)
            yield return Make(LoopWords.Exits(loop.Facts, loop.Module), Loop);
        if (Find(EndsOnlyAtStart) is { } finding)
            yield return Make(finding.Claim, EndsOnlyAtStart);
    }

    IEnumerable<ReasonView> InMemory(LiveStudy live)
    {
        foreach (Message fact in live.Facts)
            yield return Make(fact, EndlessInMemory);
        if (live.Outcome.Certificate is { } proof)
            yield return Make(Message.Of("page.why.repeats-in-memory", proof.Rounds, proof.Steps), EndlessInMemory);
    }

    IEnumerable<ReasonView> InSituation(LoopStudy study, ScenarioRow endless)
    {
        int never = study.Ordinary.Count(r => r.Outcome.Kind == OutcomeKind.NeverEnds);
        yield return Make(
            Message.Of("page.why.repeats", endless.Name, endless.Outcome.Certificate!.Rounds, endless.Outcome.Certificate.Steps, never, study.Ordinary.Count()), EndlessSituation);
    }

    ReasonView Make(Message text, string finding) => new(finding, view.Say(text), Find(finding) is { } found ? places.Locate(found.Evidence) : []);

    Finding? Find(string id) => Result.Findings.FirstOrDefault(f => f.Id == id && f.Incident == view.Incident?.Id);
}
