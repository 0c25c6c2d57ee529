using Iced.Intel;

namespace Stucktrace.Termination.Walks;

/// <summary>An instruction that a walk executed.</summary>
/// <param name="Instruction">The instruction, decoded at the address where it was executed.</param>
/// <param name="Bytes">Its bytes in hexadecimal.</param>
public sealed record WalkInstruction(Instruction Instruction, string Bytes)
{
    /// <summary>Its address.</summary>
    public ulong Address => Instruction.IP;
}
