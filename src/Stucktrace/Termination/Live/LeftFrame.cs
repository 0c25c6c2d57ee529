namespace Stucktrace.Termination.Live;

/// <summary>A function that was active when the run began, and that returned.</summary>
/// <param name="Step">Instructions executed until then.</param>
/// <param name="From">Address of the instruction that returned.</param>
/// <param name="To">Where it returned to.</param>
public readonly record struct LeftFrame(long Step, ulong From, ulong To);
