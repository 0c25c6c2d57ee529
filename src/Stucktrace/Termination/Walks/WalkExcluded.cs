namespace Stucktrace.Termination.Walks;

/// <summary>A register that the repetition does not rest on.</summary>
/// <param name="Index">Its index in the processor's numbering.</param>
/// <param name="Why">Why it was left out.</param>
public readonly record struct WalkExcluded(int Index, ExclusionReason Why);
