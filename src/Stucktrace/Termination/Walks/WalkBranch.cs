using Iced.Intel;

namespace Stucktrace.Termination.Walks;

/// <summary>A conditional branch of a step: what was compared, and which way it went.</summary>
/// <param name="Condition">The condition of the branch.</param>
/// <param name="IsTaken">Whether it was taken.</param>
/// <param name="Compared">Index in <see cref="WalkTrace.Code"/> of the instruction that the flags come from; -1 when it is not known.</param>
/// <param name="Left">What was compared: the first operand, or the result of an instruction that compares with zero.</param>
/// <param name="Right">What it was compared with; zero for a result.</param>
/// <param name="Bits">Width of the comparison; 0 when the operands are not known.</param>
public readonly record struct WalkBranch(ConditionCode Condition, bool IsTaken, int Compared, ulong Left, ulong Right, int Bits);
