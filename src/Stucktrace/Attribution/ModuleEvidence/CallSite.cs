using Stucktrace.Code;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>A call that stands right before an address: what returns there was called by it.</summary>
/// <param name="Address">Address of the call in the image.</param>
/// <param name="Caller">Function that it stands in.</param>
/// <param name="Target">Function of the module that it calls, or null.</param>
/// <param name="Import">Name of the imported function that it calls, or null.</param>
public sealed record CallSite(ulong Address, Function Caller, Function? Target, string? Import)
{
    /// <summary>True when it calls through a register or memory.</summary>
    public bool IsIndirect => Target is null && Import is null;
}
