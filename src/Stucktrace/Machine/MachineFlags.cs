namespace Stucktrace.Machine;

/// <summary>The flags, as the operation that they are the result of; single flags may be given apart.</summary>
/// <typeparam name="TValue">One value.</typeparam>
public struct MachineFlags<TValue>
{
    /// <summary>Operation.</summary>
    public FlagSource Source;

    /// <summary>Its width.</summary>
    public byte Bits;

    /// <summary>Whether the carry flag is <see cref="Carry"/>, whatever the operation says.</summary>
    public bool HasCarry;

    /// <summary>Whether the zero flag is <see cref="Zero"/>.</summary>
    public bool HasZero;

    /// <summary>Whether the overflow flag is <see cref="Overflow"/>.</summary>
    public bool HasOverflow;

    /// <summary>First operand.</summary>
    public TValue Left;

    /// <summary>Second operand.</summary>
    public TValue Right;

    /// <summary>Result.</summary>
    public TValue Result;

    /// <summary>The carry flag, where given apart.</summary>
    public TValue Carry;

    /// <summary>The zero flag, where given apart.</summary>
    public TValue Zero;

    /// <summary>The overflow flag, where given apart.</summary>
    public TValue Overflow;
}
