using System.Collections.Immutable;

namespace Stucktrace.Lab;

/// <summary>What came of a case on a kernel.</summary>
/// <param name="Case">The case.</param>
/// <param name="Kernel">The kernel, by the lab's name.</param>
/// <param name="Shown">Kinds of reports that the kernel printed, or why there was nothing to diagnose.</param>
/// <param name="Grades">The diagnoses, by what they were given.</param>
/// <param name="Truth">Where the dump differs from what the kernel said of itself; empty when it agrees.</param>
/// <param name="Compared">How many of the kernel's own statements the dump was held against.</param>
sealed record CaseResult(
    LabCase Case, string Kernel, string Shown, IReadOnlyDictionary<InputSet, Graded> Grades, ImmutableArray<string> Truth, int Compared)
{
    /// <summary>A case that gave nothing to diagnose.</summary>
    public static CaseResult NotRun(LabCase wanted, string kernel, string why) => new(
        wanted, kernel, why, Enum.GetValues<InputSet>().ToDictionary(i => i, _ => new Graded(Grade.NotRun, "", why)), [], 0);
}
