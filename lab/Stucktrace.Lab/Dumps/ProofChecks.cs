using Stucktrace.Attribution;
using Stucktrace.Termination.Live;

namespace Stucktrace.Lab.Dumps;

/// <summary>What the dump alone, without its log's help and without a module file, must prove of the founding bug.</summary>
/// <param name="path">The dump.</param>
sealed class ProofChecks(string path)
{
    const string Module = "lookup", Function = "get_process_name";

    /// <summary>All comparisons.</summary>
    public IEnumerable<CheckRow> All()
    {
        LiveStudy[] studies = [.. LiveInspection.Run([path]).Studies.Where(s => s.Verdict == LiveVerdict.NeverEnds)];
        yield return CheckRow.Each("proof on live memory: never ends", [(Module, Function)], p => studies is [var one] && (one.Module, one.Function) == p
            ? null : $"{p}, {string.Join(' ', studies.Select(s => $"{s.Function} [{s.Module}]"))}");
        Verdict verdict = Diagnosis.Run([path], new DiagnosisOptions()).Verdict;
        yield return CheckRow.Each("diagnosis: proven, and of this module", [(Confidence.Proven, Module)],
            v => (verdict.Confidence, verdict.Culprit.Module) == v ? null : $"{v}, {verdict.Confidence} {verdict.Culprit.Module}");
    }
}
