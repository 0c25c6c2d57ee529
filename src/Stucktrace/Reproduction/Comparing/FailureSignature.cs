using System.Collections.Immutable;
using Stucktrace.Attribution;
using Stucktrace.Attribution.StackReading;

namespace Stucktrace.Reproduction.Comparing;

/// <summary>What identifies a failure, small enough to travel in a report. A part that the input does not show is null or empty.</summary>
public sealed record FailureSignature
{
    /// <summary>Paths of the inputs; evidence refers to them by index.</summary>
    public required ImmutableArray<string> Inputs { get; init; }

    /// <summary>Id of the incident, or null when nothing is wrong in the input.</summary>
    public string? Incident { get; init; }

    /// <summary>Who is to blame.</summary>
    public required Culprit Culprit { get; init; }

    /// <summary>What kind of failure it is.</summary>
    public required FailureClass Class { get; init; }

    /// <summary>How sure that verdict is.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>Kernel release, or null.</summary>
    public string? Kernel { get; init; }

    /// <summary>What the report of the cause shows, or null when no report shows it.</summary>
    public FailureTrace? Trace { get; init; }

    /// <summary>Name of the system call that the task of the cause was in, or null.</summary>
    public string? SystemCall { get; init; }

    /// <summary>Evidence of the system call.</summary>
    public Evidence? SystemCallEvidence { get; init; }

    /// <summary>Offsets in the culprit's function at which any report of the incident caught it, in order.</summary>
    public ImmutableArray<ulong> Offsets { get; init; } = [];

    /// <summary>Functions of other CPUs or tasks that are in a deadlock with the cause.</summary>
    public ImmutableArray<string> Partners { get; init; } = [];

    /// <summary>The loop, where a module file shows it.</summary>
    public LoopSignature? Loop { get; init; }

    /// <summary>The build of the culprit's module, where a module file or a dump shows it.</summary>
    public BuildSignature? Build { get; init; }

    /// <summary>Kinds of consequences.</summary>
    public ImmutableArray<EffectSignature> Effects { get; init; } = [];

    /// <summary>Third-party modules that were loaded; default when no report lists modules.</summary>
    public ImmutableArray<string> ThirdParty { get; init; }

    /// <summary>Evidence of the module list.</summary>
    public Evidence? ThirdPartyEvidence { get; init; }

    /// <summary>The pid that the failure was provoked with, where somebody provoked it and says so.</summary>
    public int? GivenPid { get; init; }

    /// <summary>False when nothing of the input could be read, so that even "nothing is wrong" is not known.</summary>
    public bool IsReadable { get; init; } = true;

    /// <summary>True when a failure was found.</summary>
    public bool HasFailure => Incident is not null;

    /// <summary>The signature of the incident that matters most.</summary>
    /// <param name="result">A diagnosis.</param>
    public static FailureSignature Of(DiagnosisResult result) => SignatureBuilder.Of(result, result.Verdict.Incident);

    /// <summary>The signatures of all incidents, the one that matters most first, <see cref="ComparisonLimits.MaxIncidents"/> at most; one without a failure when there are none.</summary>
    /// <param name="result">A diagnosis.</param>
    public static ImmutableArray<FailureSignature> AllOf(DiagnosisResult result) => SignatureBuilder.AllOf(result);
}
