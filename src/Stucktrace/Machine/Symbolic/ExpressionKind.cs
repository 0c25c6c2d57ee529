namespace Stucktrace.Machine.Symbolic;

/// <summary>What an expression is.</summary>
public enum ExpressionKind : byte
{
    /// <summary>A number, which may be an address: <see cref="Expression.Number"/>.</summary>
    Constant,

    /// <summary>What a register held when the function was entered: <see cref="Expression.Number"/> is its index. RDI, RSI, RDX, RCX, R8 and R9 are arguments.</summary>
    EntryRegister,

    /// <summary>What a cell holds at the beginning of a round: <see cref="Expression.Number"/> is the loop's head, <see cref="Expression.Cell"/> the cell.</summary>
    LoopValue,

    /// <summary>One of several values, as the path taken says: <see cref="Expression.Parts"/>; <see cref="Expression.Number"/> is the block where the paths meet.</summary>
    Merge,

    /// <summary>Memory at the address <see cref="Expression.Left"/>; <see cref="Expression.Number"/> is the instruction that reads it.</summary>
    Load,

    /// <summary>Memory of this CPU's area at the offset <see cref="Expression.Left"/>; <see cref="Expression.Number"/> is the instruction, 0 for what stays the same.</summary>
    PerCpu,

    /// <summary>What the call at <see cref="Expression.Number"/> returned.</summary>
    CallResult,

    /// <summary>Two values combined by <see cref="Expression.Binary"/>.</summary>
    Binary,

    /// <summary>A value changed by <see cref="Expression.Unary"/>.</summary>
    Unary,

    /// <summary>1 if <see cref="Expression.Relation"/> holds between two values, else 0; <see cref="Expression.OperandBits"/> is their width.</summary>
    Compare,

    /// <summary><see cref="Expression.Parts"/>: a condition, the value when it holds, and the value when it does not.</summary>
    Select,

    /// <summary>The lowest bits of a value.</summary>
    Truncate,

    /// <summary>A signed value in a larger width; <see cref="Expression.OperandBits"/> is the smaller one.</summary>
    SignExtend,

    /// <summary>A value with some of its bits replaced: left whole, right part, <see cref="Expression.Number"/> the shift, <see cref="Expression.OperandBits"/> the width of the part.</summary>
    Insert,

    /// <summary>Nothing is known of it: <see cref="Expression.Reason"/>, and <see cref="Expression.Number"/> is the instruction.</summary>
    Unknown,
}
