namespace Stucktrace.Code;

/// <summary>A place that calls something.</summary>
/// <param name="Caller">The function that it is in.</param>
/// <param name="At">Address of the call instruction.</param>
/// <param name="Kind">How it calls.</param>
/// <param name="Target">The address called; null when it is computed.</param>
/// <param name="Callee">The function of this module that is called; null for imports and computed calls.</param>
/// <param name="Import">Name of the kernel's or another module's function that is called; null for others.</param>
public sealed record CallSite(Function Caller, ulong At, CallKind Kind, ulong? Target, Function? Callee, string? Import);
