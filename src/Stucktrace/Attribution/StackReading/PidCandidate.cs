namespace Stucktrace.Attribution.StackReading;

/// <summary>A register whose value may be a process id.</summary>
/// <param name="Register">Register.</param>
/// <param name="Value">Its value.</param>
/// <param name="Own">True when it is the reported task's own pid.</param>
/// <param name="StackOffset">Where the same value lies in the raw stack, or null.</param>
/// <param name="Argument">The system call's argument that has this value, or null.</param>
sealed record PidCandidate(string Register, int Value, bool Own, int? StackOffset, string? Argument);
