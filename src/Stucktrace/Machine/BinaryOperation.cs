namespace Stucktrace.Machine;

/// <summary>Operations on two values of one width; results wrap to that width.</summary>
public enum BinaryOperation : byte
{
    /// <summary>a + b.</summary>
    Add,

    /// <summary>a - b.</summary>
    Subtract,

    /// <summary>Low half of a * b.</summary>
    Multiply,

    /// <summary>High half of the unsigned product.</summary>
    MultiplyHigh,

    /// <summary>High half of the signed product.</summary>
    MultiplyHighSigned,

    /// <summary>Bitwise and.</summary>
    And,

    /// <summary>Bitwise or.</summary>
    Or,

    /// <summary>Bitwise exclusive or.</summary>
    Xor,

    /// <summary>Shift left by a count that is less than the width.</summary>
    ShiftLeft,

    /// <summary>Shift right, zeros come in.</summary>
    ShiftRight,

    /// <summary>Shift right, the sign comes in.</summary>
    ShiftRightSigned,

    /// <summary>Rotate left.</summary>
    RotateLeft,

    /// <summary>Rotate right.</summary>
    RotateRight,
}
