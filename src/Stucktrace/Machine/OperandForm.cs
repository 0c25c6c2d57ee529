namespace Stucktrace.Machine;

/// <summary>Kinds of operands, by how they are read and written.</summary>
public enum OperandForm : byte
{
    /// <summary>A number in the instruction, or none that integer instructions have.</summary>
    Immediate,

    /// <summary>A whole register.</summary>
    Whole,

    /// <summary>The lower 32 bits of a register: writing them clears the upper ones.</summary>
    Half,

    /// <summary>8 or 16 bits of a register: writing them leaves the others.</summary>
    Part,

    /// <summary>Memory.</summary>
    Memory,
}
