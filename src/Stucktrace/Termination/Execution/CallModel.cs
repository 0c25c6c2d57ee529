namespace Stucktrace.Termination.Execution;

/// <summary>A function that the kernel provides, as the machine runs it.</summary>
/// <param name="Effect">What it does.</param>
/// <param name="Arguments">How many registers it reads as arguments.</param>
public sealed record CallModel(CallEffect Effect, int Arguments);
