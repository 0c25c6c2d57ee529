using System.Collections.Immutable;
using Stucktrace.Code.Loops;

namespace Stucktrace.Reproduction.Comparing;

/// <summary>The loop that a CPU was caught in, as a module file shows it.</summary>
/// <param name="Function">Function that it is in.</param>
/// <param name="Identity">SHA-256 over its instructions without addresses.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Instructions">Its instructions in order of address, in bytes from the function's beginning.</param>
/// <param name="Exits">What its exits mean, in order of address.</param>
/// <param name="Endless">Situations in which it was executed and never ends, <c>thread/nobody/alive</c>; default when it was not executed.</param>
/// <param name="Evidence">Its head in the module file.</param>
public sealed record LoopSignature(string Function, string Identity, LoopKind Kind, ImmutableArray<long> Instructions, ImmutableArray<ExitMeaning> Exits, ImmutableArray<string> Endless, Evidence Evidence);
