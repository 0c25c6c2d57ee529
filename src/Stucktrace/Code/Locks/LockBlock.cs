using System.Collections.Immutable;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Locks;

/// <summary>What a block of a function does with locks.</summary>
/// <param name="Uses">Its calls that matter, in order.</param>
/// <param name="Condition">1 when the conditional jump at its end is taken; null where there is none, or it is not understood.</param>
/// <param name="DependsOnJoin">Whether the condition looks at a value that paths before it decided.</param>
/// <param name="IsOfLoop">Whether it is another condition in each round.</param>
sealed record LockBlock(ImmutableArray<LockUse> Uses, Expression? Condition, bool DependsOnJoin, bool IsOfLoop);
