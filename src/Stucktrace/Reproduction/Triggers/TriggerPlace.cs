using Stucktrace.Code;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Reproduction.Triggers;

/// <summary>A place in the module that the trigger has to get it to.</summary>
/// <param name="Function">The function.</param>
/// <param name="Address">The instruction.</param>
/// <param name="Via">An instruction of the same function that has to be passed before, or null.</param>
/// <param name="Wanted">Formula, in the function's terms, of the number that it looks for; null for none.</param>
sealed record TriggerPlace(Function Function, ulong Address, ulong? Via = null, Expression? Wanted = null);
