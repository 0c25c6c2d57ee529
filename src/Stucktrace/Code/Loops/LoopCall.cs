namespace Stucktrace.Code.Loops;

/// <summary>A call inside a loop.</summary>
/// <param name="At">Address of the call.</param>
/// <param name="Target">Address that is called; 0 when it is computed.</param>
/// <param name="Name">What is called; null when it is computed.</param>
/// <param name="IsExternal">Whether the kernel or another module provides it.</param>
/// <param name="MaySleep">Whether it can sleep or reschedule.</param>
/// <param name="EveryRound">Whether no round gets past it.</param>
public sealed record LoopCall(ulong At, ulong Target, string? Name, bool IsExternal, Answer MaySleep, bool EveryRound);
