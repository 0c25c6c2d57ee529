using Stucktrace.Code;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>A jump by which a function left its module: it handed its return address on, and stands in no frame of the stack.</summary>
/// <param name="Function">Function that jumps.</param>
/// <param name="Address">Address of the jump in the image.</param>
/// <param name="Import">Function of the kernel or of another module that it jumps to.</param>
public sealed record TailExit(Function Function, ulong Address, string Import);
