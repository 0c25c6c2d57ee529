using Stucktrace.Incidents;

namespace Stucktrace.Lab;

/// <summary>One failure, or one machine with nothing wrong.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Modules">Modules that the guest loads, in this order.</param>
/// <param name="Trigger">What the guest's first process is told to do.</param>
/// <param name="Shows">Kinds of reports of which the kernel prints one at least; none for a machine with nothing wrong.</param>
/// <param name="CulpritModule">Module to blame; null when nothing is wrong.</param>
/// <param name="CulpritFunctions">Functions to blame, any of them.</param>
/// <param name="Callers">Functions above those, where the one to blame leaves no frame: right from a log alone, less where a module file shows the jump.</param>
/// <param name="Kernels">Kernels that it works on; none for all.</param>
/// <param name="Fast">Whether it belongs to the fast subset.</param>
/// <param name="Expected">What must be said of each set of inputs; none when nothing is wrong.</param>
sealed record LabCase(
    string Name,
    IReadOnlyList<string> Modules,
    string Trigger,
    IReadOnlyList<ReportKind> Shows,
    string? CulpritModule,
    IReadOnlyList<string> CulpritFunctions,
    IReadOnlyList<string> Callers,
    IReadOnlyList<string> Kernels,
    bool Fast,
    IReadOnlyDictionary<InputSet, Expectation> Expected)
{
    /// <summary>True when nothing is wrong: whoever is accused is innocent.</summary>
    public bool IsTwin => CulpritModule is null;

    /// <summary>Whether it works on a kernel.</summary>
    public bool IsFor(string kernel) => Kernels.Count == 0 || Kernels.Contains(kernel);
}
