using System.Collections.Immutable;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Formats;
using Stucktrace.Reporting.Json;
using Stucktrace.Reproduction.Comparing;

namespace Stucktrace;

/// <summary>
/// Whether two inputs show the same failure, on one page: input → diagnosis or report → signatures → comparison of the incidents that matter most.
/// </summary>
public static class CaseComparison
{
    /// <summary>Compares two inputs.</summary>
    /// <param name="first">A log, dump, folder or report.</param>
    /// <param name="second">Another one.</param>
    /// <param name="modules">Module files that both are read with.</param>
    /// <param name="options">Settings of the diagnoses.</param>
    /// <param name="givenPid">The pid that the failure in <paramref name="second"/> was provoked with, where it was provoked.</param>
    public static CaseComparisonResult Run(string first, string second, IReadOnlyList<string> modules, DiagnosisOptions options, int? givenPid = null)
    {
        ComparedInput one = Read(first, modules, options), two = Read(second, modules, options);
        if (one.Signatures.IsEmpty || two.Signatures.IsEmpty)
            return new CaseComparisonResult(one, two, null);
        ComparisonVerdict verdict = FailureComparer.Compare(one.Signatures[0], two.Signatures[0] with { GivenPid = givenPid });
        return new CaseComparisonResult(one, two, verdict with { Notes = [.. verdict.Notes, .. one.Notes, .. two.Notes.Except(one.Notes), .. Others(one, two, verdict)] });
    }

    static ComparedInput Read(string path, IReadOnlyList<string> modules, DiagnosisOptions options)
    {
        if (ReportFile.IsOne(path))
        {
            ImmutableArray<FailureSignature> read = ReportFile.Read(path, ComparisonLimits.Default, out Message? problem);
            return new ComparedInput(path, true, read, problem is null ? [] : [new InputProblem(path, problem)], modules.Count == 0 ? [] : [Message.Of("compare.note.report-module", path)]);
        }

        DiagnosisResult result = Diagnosis.Run([path, .. modules], options);
        ImmutableArray<FailureSignature> signatures = result.Inputs.Any(i => i.Readable && !modules.Contains(i.Path)) ? FailureSignature.AllOf(result) : [];
        ImmutableArray<InputProblem> problems = [.. result.Inputs.Where(i => !i.Readable).SelectMany(i => i.Diagnostics.Select(d => new InputProblem(i.Path, d.Message)))];
        return new ComparedInput(path, false, signatures, problems, Notes(result, path, modules));
    }

    // A module file of another build is never used silently, nor left out silently.
    static ImmutableArray<Message> Notes(DiagnosisResult result, string path, IReadOnlyList<string> modules) =>
    [
        .. result.Modules.Matches
            .Where(m => m.Build != BuildMatch.Same && m.Input < result.Inputs.Length && modules.Contains(result.Inputs[m.Input].Path))
            .Select(m => Message.Of(m switch { { Run: null } => "compare.note.module-absent", { Build: BuildMatch.Another } => "compare.note.module-other", _ => "compare.note.module-unsure" }, result.Inputs[m.Input].Path, path)),
    ];

    // The main incidents are compared; where others are more alike, that has to be known.
    static IEnumerable<Message> Others(ComparedInput one, ComparedInput two, ComparisonVerdict main)
    {
        foreach (ComparedInput side in new[] { one, two })
        {
            if (side.Signatures.Length > 1)
                yield return Message.Of("compare.note.others", side.Path, side.Signatures.Length - 1, side.Signatures[0].Incident);
        }

        (FailureSignature First, FailureSignature Second, ComparisonVerdict Verdict)? best = null;
        foreach ((FailureSignature a, FailureSignature b) in two.Signatures.Skip(1).Select(s => (one.Signatures[0], s)).Concat(one.Signatures.Skip(1).Select(s => (s, two.Signatures[0]))))
        {
            ComparisonVerdict verdict = FailureComparer.Compare(a, b);
            if (verdict.Relation > (best?.Verdict ?? main).Relation)
                best = (a, b, verdict);
        }

        if (best is { Verdict.Relation: FailureRelation.Same or FailureRelation.SameKind } better)
            yield return Message.Of("compare.note.better", better.First.Incident, better.Second.Incident, better.Verdict.Summary);
    }
}
