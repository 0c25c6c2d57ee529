namespace Stucktrace.Code;

/// <summary>An edge that leaves a loop.</summary>
/// <param name="FromBlock">The block in the loop whose last instruction can leave it.</param>
/// <param name="ToBlock">The block outside, or -1 when the edge leaves the function (a conditional tail call or return).</param>
/// <param name="Target">Address that control goes to.</param>
public readonly record struct LoopExit(int FromBlock, int ToBlock, ulong Target);
