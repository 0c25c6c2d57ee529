namespace Stucktrace.Machine;

/// <summary>The flags, as the operation that they are the result of; single flags may be given apart.</summary>
/// <typeparam name="TValue">One value.</typeparam>
public struct MachineFlags<TValue>
{
    /// <summary>Operation.</summary>
    internal FlagSource Source;

    /// <summary>Its width.</summary>
    internal byte Bits;

    /// <summary>Whether the carry flag is <see cref="Carry"/>, whatever the operation says.</summary>
    internal bool HasCarry;

    /// <summary>Whether the zero flag is <see cref="Zero"/>.</summary>
    internal bool HasZero;

    /// <summary>Whether the overflow flag is <see cref="Overflow"/>.</summary>
    internal bool HasOverflow;

    /// <summary>First operand.</summary>
    internal TValue Left;

    /// <summary>Second operand.</summary>
    internal TValue Right;

    /// <summary>Result.</summary>
    internal TValue Result;

    /// <summary>The carry flag, where given apart.</summary>
    internal TValue Carry;

    /// <summary>The zero flag, where given apart.</summary>
    internal TValue Zero;

    /// <summary>The overflow flag, where given apart.</summary>
    internal TValue Overflow;
}
