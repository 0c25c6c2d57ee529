namespace Stucktrace.Termination.Execution;

/// <summary>Where and why a run stopped.</summary>
/// <param name="Kind">Why.</param>
/// <param name="At">Address of the instruction.</param>
/// <param name="What">The function called, or the instruction, where that says more.</param>
/// <param name="Address">The address accessed, where there is one.</param>
public sealed record RunStop(StopKind Kind, ulong At, string? What = null, ulong? Address = null);
