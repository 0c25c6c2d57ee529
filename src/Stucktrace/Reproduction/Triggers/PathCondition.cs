using Stucktrace.Code;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Reproduction.Triggers;

/// <summary>A branch that has to go one way for a place to be reached.</summary>
/// <param name="Function">The function that it is in.</param>
/// <param name="At">Address of the branch.</param>
/// <param name="Condition">1 when the branch is taken; null when it is not understood.</param>
/// <param name="Taken">Whether it has to be taken.</param>
/// <param name="Level">Index of the function in the chain of calls: whose arguments the formula speaks of.</param>
sealed record PathCondition(Function Function, ulong At, Expression? Condition, bool Taken, int Level);
