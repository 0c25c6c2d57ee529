using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Dump;

namespace Stucktrace.Termination.Live;

/// <summary>A loop that a CPU of a dump is in.</summary>
/// <param name="Loop">Where it lies in the dump.</param>
/// <param name="Facts">What it does, at the addresses of the module's image.</param>
/// <param name="Code">The module.</param>
/// <param name="Module">The module as it is loaded.</param>
public sealed record FoundLoop(LiveLoop Loop, LoopFacts Facts, ModuleCode Code, LoadedModule Module);
