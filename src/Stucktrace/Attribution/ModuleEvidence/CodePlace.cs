using Stucktrace.Code;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>A place of a report in a module's code.</summary>
/// <param name="Module">The module.</param>
/// <param name="Function">The function.</param>
/// <param name="Address">Address in the image: of the instruction that the CPU was at, or of the call that had not returned.</param>
/// <param name="Frame">Index of the frame in the report; -1 for the place where the CPU was.</param>
public sealed record CodePlace(ExaminedModule Module, Function Function, ulong Address, int Frame);
