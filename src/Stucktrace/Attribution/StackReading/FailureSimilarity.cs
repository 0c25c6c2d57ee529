using System.Collections.Immutable;

namespace Stucktrace.Attribution.StackReading;

/// <summary>In what two reports of failures agree.</summary>
/// <param name="First">Id of the one report.</param>
/// <param name="Second">Id of the other.</param>
/// <param name="SamePlace">Both were in the same function of the same module at the same offset.</param>
/// <param name="SameFunction">Both were in the same function of the same module.</param>
/// <param name="Caller">Caller that both share (function and offset), or null.</param>
/// <param name="CallerSlot">Distance of its return address from the stack pointer, equal in both, or null.</param>
/// <param name="EqualDistances">Registers that point equally far above the stack pointer in both.</param>
/// <param name="SameBuild">True when addresses or sizes show one build of the module, false when they contradict, null when they do not tell.</param>
/// <param name="CodeDistance">Distance between two places of the module, equal in both, or null.</param>
/// <param name="Confidence">How sure it is that both show one failure; <see cref="Stucktrace.Confidence.Unknown"/> when they do not agree.</param>
public sealed record FailureSimilarity(
    string First,
    string Second,
    bool SamePlace,
    bool SameFunction,
    string? Caller,
    int? CallerSlot,
    ImmutableArray<(string Register, long Offset)> EqualDistances,
    bool? SameBuild,
    ulong? CodeDistance,
    Confidence Confidence)
{
    /// <summary>True when both show the same failure.</summary>
    public bool SameFailure => Confidence > Confidence.Unknown;
}
