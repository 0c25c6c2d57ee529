using System.Collections.Immutable;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Loops;

/// <summary>Something that a loop changes from round to round.</summary>
/// <param name="Cell">Where it is kept.</param>
/// <param name="Value">Its name in the formulas of this loop: what it is at the beginning of a round.</param>
/// <param name="Start">What it is when the loop is entered.</param>
/// <param name="Updates">What it is when a round ends: one formula, or one for each way round.</param>
public sealed record LoopVariable(Cell Cell, Expression Value, Expression Start, ImmutableArray<Expression> Updates);
