using System.Collections.Immutable;
using Stucktrace.Code;

namespace Stucktrace.Reproduction.Triggers;

/// <summary>Where a program is to get the module to.</summary>
/// <param name="Chain">The functions on the way, from the entry to the one with the place.</param>
/// <param name="Convention">How arguments reach the first one.</param>
/// <param name="Place">The place.</param>
/// <param name="Defaults">What would be passed if the code did not care.</param>
sealed record ReachQuestion(ImmutableArray<Function> Chain, CallConvention Convention, TriggerPlace Place, ImmutableArray<TriggerArgument> Defaults);
