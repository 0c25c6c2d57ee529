using System.Runtime.InteropServices;
using Iced.Intel;

namespace Stucktrace.Machine;

/// <summary>An operand of an instruction, with what the machine asks of it in each execution.</summary>
/// <param name="Form">How it is read and written.</param>
/// <param name="Index">Number of the register, in the processor's numbering.</param>
/// <param name="Bits">Width; 0 when it is not one that integer instructions have.</param>
/// <param name="Register">The register.</param>
/// <param name="Immediate">The number, sign-extended as the instruction says.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DecodedOperand(OperandForm Form, byte Index, byte Bits, Register Register, ulong Immediate)
{
    /// <summary>Takes an operand apart.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="operand">Its number, from 0.</param>
    internal static DecodedOperand Of(in Instruction instruction, int operand)
    {
        OpKind kind = instruction.GetOpKind(operand);
        switch (kind)
        {
            case OpKind.Register:
                return OfRegister(instruction.GetOpRegister(operand));
            case OpKind.Memory:
                int bits = instruction.MemorySize.GetSize() * 8;
                return new DecodedOperand(OperandForm.Memory, 0, (byte)(bits is 8 or 16 or 32 or 64 ? bits : 0), Register.None, 0);
            case OpKind.Immediate8:
                return OfNumber(instruction, operand, 8);
            case OpKind.Immediate8to16 or OpKind.Immediate16:
                return OfNumber(instruction, operand, 16);
            case OpKind.Immediate8to32 or OpKind.Immediate32:
                return OfNumber(instruction, operand, 32);
            case OpKind.Immediate8to64 or OpKind.Immediate32to64 or OpKind.Immediate64:
                return OfNumber(instruction, operand, 64);
            default:
                return default;
        }
    }

    static DecodedOperand OfNumber(in Instruction instruction, int operand, byte bits) => new(OperandForm.Immediate, 0, bits, Register.None, instruction.GetImmediate(operand));

    static DecodedOperand OfRegister(Register register)
    {
        uint index = (uint)(register - Register.RAX);
        if (index < 16)
            return new DecodedOperand(OperandForm.Whole, (byte)index, 64, register, 0);
        index = (uint)(register - Register.EAX);
        if (index < 16)
            return new DecodedOperand(OperandForm.Half, (byte)index, 32, register, 0);
        return new DecodedOperand(OperandForm.Part, 0, (byte)(register.IsGPR() ? register.GetSize() * 8 : 0), register, 0);
    }
}
