using System.Collections.Immutable;
using Stucktrace.Attribution;
using Stucktrace.Termination.Live;

namespace Stucktrace.Lab;

/// <summary>Holds a diagnosis against what is known of the case.</summary>
static class Grader
{
    /// <summary>Grades a diagnosis.</summary>
    /// <param name="known">The case.</param>
    /// <param name="inputs">What the diagnosis was given.</param>
    /// <param name="said">What it said.</param>
    public static Graded Grade(LabCase known, InputSet inputs, DiagnosisResult said)
    {
        Verdict verdict = said.Verdict;
        string words = Words(verdict);
        // Where the kernel printed nothing of what happened, the log can't tell it.
        bool silent = inputs != InputSet.Dump && !said.Reports.Any(r => known.Shows.Contains(r.Kind));
        if (known.IsTwin || (silent && verdict.Class == FailureClass.None))
            return Twin(known, said, words);

        Expectation expected = known.Expected[inputs];
        if (Accused(verdict) is { } accused && (accused.Module != known.CulpritModule || (accused.Function is { } function && !known.CulpritFunctions.Contains(function) && !known.Callers.Contains(function))))
            return new Graded(Lab.Grade.Wrong, words, $"to blame is {known.CulpritModule}, {string.Join(" or ", known.CulpritFunctions)}");
        if (verdict.Class is not (FailureClass.Unknown or FailureClass.None) && !expected.Classes.Contains(verdict.Class))
            return new Graded(Lab.Grade.Wrong, words, $"it is {string.Join(" or ", expected.Classes.Select(c => c.Kebab()))}");
        if (verdict.Confidence > expected.Most)
            return new Graded(Lab.Grade.Wrong, words, $"more than {expected.Most.Kebab()} can't be known from this");
        if (NeverEndsWrongly(known, said))
            return new Graded(Lab.Grade.Wrong, words, "a loop that ends is said not to");

        List<string> missing = [];
        if (verdict.Culprit.Module is null)
            missing.Add("no module is named");
        else if (verdict.Culprit.Function is null)
            missing.Add("no function is named");
        else if (inputs != InputSet.Log && known.Callers.Contains(verdict.Culprit.Function))
            missing.Add($"the module shows that it is {string.Join(" or ", known.CulpritFunctions)}");
        if (!expected.Classes.Contains(verdict.Class))
            missing.Add($"it is {string.Join(" or ", expected.Classes.Select(c => c.Kebab()))}");
        if (verdict.Confidence < expected.Least)
            missing.Add($"{expected.Least.Kebab()} can be known from this");
        return new Graded(missing.Count == 0 ? Lab.Grade.Right : Lab.Grade.SaysLess, words, string.Join("; ", missing));
    }

    static Graded Twin(LabCase known, DiagnosisResult said, string words) =>
        Accused(said.Verdict) is { } accused ? new Graded(Lab.Grade.Wrong, words, $"nothing is wrong with {accused.Module ?? accused.Kind.Kebab()}")
        : said.Verdict.Class is not (FailureClass.None or FailureClass.Unknown) ? new Graded(Lab.Grade.Wrong, words, "nothing is wrong")
        : NeverEndsWrongly(known, said) ? new Graded(Lab.Grade.Wrong, words, "a loop that ends is said not to")
        : new Graded(Lab.Grade.Right, words, "");

    static Culprit? Accused(Verdict verdict) =>
        verdict.Culprit.Kind is CulpritKind.None or CulpritKind.Unknown || verdict.Confidence == Confidence.Unknown ? null : verdict.Culprit;

    /// <summary>Whether executing code on the dump's memory is said to never end on a machine where it does.</summary>
    static bool NeverEndsWrongly(LabCase known, DiagnosisResult said) =>
        (known.IsTwin || known.Expected[InputSet.Dump].Classes.Contains(FailureClass.LongLoop)) && said.Lives.Values.Any(l => l.Verdict == LiveVerdict.NeverEnds);

    static string Words(Verdict verdict)
    {
        ImmutableArray<string> words =
        [
            verdict.Class.Kebab(),
            .. verdict.Class == FailureClass.None ? (ReadOnlySpan<string>)[] : [verdict.Confidence.Kebab()],
            .. verdict.Culprit.Module is { } module ? (ReadOnlySpan<string>)[$"{verdict.Culprit.Function ?? "?"} [{module}]"]
                : verdict.Culprit.Kind is CulpritKind.None or CulpritKind.Unknown ? [] : [verdict.Culprit.Kind.Kebab()],
        ];
        return string.Join(", ", words);
    }
}
