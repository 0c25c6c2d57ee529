using System.Collections.Immutable;
using Stucktrace.Attribution;
using Stucktrace.Attribution.StackReading;
using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Reproduction.Comparing;

/// <summary>Two signatures of failures side by side, with what several points are about.</summary>
sealed class SignaturePair
{
    internal SignaturePair(FailureSignature first, FailureSignature second)
    {
        (First, Second) = (first, second);
        if (first.Trace is { } one && second.Trace is { } two)
            Similarity = FailureComparison.Compare(one, two);
    }

    internal FailureSignature First { get; }

    internal FailureSignature Second { get; }

    /// <summary>What comparing the two reports came to; null when one of them shows no report of its cause.</summary>
    internal FailureSimilarity? Similarity { get; }

    /// <summary>The module that both blame, or null.</summary>
    internal string? Module => ModuleOf(First) is { } module && module == ModuleOf(Second) ? module : null;

    /// <summary>True when both are of one kernel, false when not, null when one does not tell.</summary>
    internal bool? IsSameKernel => First.Kernel is { } one && Second.Kernel is { } two ? one == two : null;

    /// <summary>True when both reports announce a CPU that does not get on.</summary>
    internal bool AreStuckCpus => First.Trace is { } one && Second.Trace is { } two && FailureComparison.IsStuckCpu(one.Kind) && FailureComparison.IsStuckCpu(two.Kind);

    /// <summary>The function to blame, else the one where the CPU was; null when neither is known by name.</summary>
    internal static string? FunctionOf(FailureSignature signature) => signature.Culprit.Function ?? Place(signature)?.Symbol;

    /// <summary>Its module, or null for the kernel.</summary>
    internal static string? ModuleOf(FailureSignature signature) => signature.Culprit.Module ?? Place(signature)?.Module;

    /// <summary>Evidence at lines of the report that shows the failure; none where that was made from memory.</summary>
    internal static ImmutableArray<Evidence> At(FailureSignature signature, params ReadOnlySpan<long?> lines)
    {
        ImmutableArray<Evidence>.Builder evidence = ImmutableArray.CreateBuilder<Evidence>();
        foreach (long? line in lines)
        {
            if (signature.Trace is { IsFromMemory: false } trace && line is { } shown && !evidence.Any(e => e.Line == shown))
                evidence.Add(Evidence.At(trace.Input, shown));
        }

        return evidence.ToImmutable();
    }

    /// <summary>Makes a point whose evidence is the headline of the reports, unless told otherwise.</summary>
    internal ComparisonPoint Point(string name, string? first, string? second, Agreement agreement, Message? why = null, ImmutableArray<Evidence> firstEvidence = default, ImmutableArray<Evidence> secondEvidence = default) =>
        new(
            name,
            first,
            second,
            first is null || second is null ? Agreement.Unknown : agreement,
            why,
            first is null ? [] : firstEvidence.IsDefault ? At(First, First.Trace?.Line) : firstEvidence,
            second is null ? [] : secondEvidence.IsDefault ? At(Second, Second.Trace?.Line) : secondEvidence);

    // Where nobody is blamed; but sleepers all sleep in the same few functions, which tell nothing of the failure.
    static CodeLocation? Place(FailureSignature signature) =>
        signature.Culprit.Kind is CulpritKind.Module or CulpritKind.Kernel || signature.Trace is { Kind: ReportKind.HungTask or ReportKind.WorkqueueLockup or ReportKind.TaskDump or ReportKind.NmiBacktrace }
            ? null
            : signature.Trace?.Subject?.Location;
}
