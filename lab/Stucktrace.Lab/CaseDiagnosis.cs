using System.Collections.Immutable;
using System.Text;
using Stucktrace.Reproduction.Machines;

namespace Stucktrace.Lab;

/// <summary>Diagnoses what a case left behind, three ways, and holds the answers against what is known.</summary>
static class CaseDiagnosis
{
    // What the guest's init says when a module does not fit its kernel.
    const string NotLoaded = "lab: could not load";

    /// <summary>Diagnoses and grades.</summary>
    /// <param name="known">The case.</param>
    /// <param name="kernel">The kernel, by the lab's name.</param>
    /// <param name="folder">Folder with the case's <c>log</c> and <c>dump</c>.</param>
    /// <param name="modules">Files of the modules that were loaded.</param>
    public static CaseResult Run(LabCase known, string kernel, string folder, IReadOnlyList<string> modules)
    {
        string log = Path.Combine(folder, "log"), dump = Path.Combine(folder, "dump");
        Dictionary<InputSet, Graded> grades = [];
        string said = File.ReadAllText(log, Encoding.Latin1);
        if (said.IndexOf(NotLoaded, StringComparison.Ordinal) is var at && at >= 0)
            return CaseResult.NotRun(known, kernel, said[at..].Split('\n')[0].Trim());
        DiagnosisResult alone = Diagnosis.Run([log], new DiagnosisOptions());
        if (!known.IsTwin && said.Contains(GuestLine.CameBack, StringComparison.Ordinal) && !alone.Reports.Any(r => known.Shows.Contains(r.Kind)))
            return CaseResult.NotRun(known, kernel, "the trigger came back and nothing had happened");
        grades[InputSet.Log] = Grader.Grade(known, InputSet.Log, alone);
        grades[InputSet.LogAndModule] = Grader.Grade(known, InputSet.LogAndModule, Diagnosis.Run([log, .. modules], new DiagnosisOptions()));
        grades[InputSet.Dump] = File.Exists(dump)
            ? Grader.Grade(known, InputSet.Dump, Diagnosis.Run([log, .. modules, dump], new DiagnosisOptions()))
            : new Graded(Grade.NotRun, "", "there is no dump");

        (ImmutableArray<string> truth, int compared) = File.Exists(dump) ? GroundTruth.Compare(log, dump, alone.Reports) : ([], 0);
        string shown = string.Join(", ", alone.Reports.Select(r => r.Kind.Kebab()).Distinct(StringComparer.Ordinal));
        return new CaseResult(known, kernel, shown.Length > 0 ? shown : ResultTable.Silent, grades, truth, compared);
    }
}
