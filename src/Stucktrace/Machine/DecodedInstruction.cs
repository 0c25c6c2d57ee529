using Iced.Intel;

namespace Stucktrace.Machine;

/// <summary>
/// An instruction taken apart: what the machine asks of it each time that it is executed, found once. Runs keep one for each of their instructions; code
/// that is executed once is taken apart in passing.
/// </summary>
public sealed class DecodedInstruction
{
    Instruction _raw;
    DecodedOperand _first;
    DecodedOperand _second;
    DecodedOperand _third;

    /// <summary>Takes an instruction apart.</summary>
    /// <param name="instruction">The instruction.</param>
    public DecodedInstruction(in Instruction instruction) => Become(instruction);

    internal DecodedInstruction()
    {
    }

    /// <summary>The instruction.</summary>
    public ref readonly Instruction Raw => ref _raw;

    /// <summary>An operand: of the first three.</summary>
    /// <param name="operand">Its number, from 0.</param>
    public ref readonly DecodedOperand this[int operand]
    {
        get
        {
            if (operand == 0)
                return ref _first;
            if (operand == 1)
                return ref _second;
            return ref _third;
        }
    }

    internal Mnemonic Mnemonic { get; private set; }

    internal ConditionCode ConditionCode { get; private set; }

    internal ulong IP { get; private set; }

    // Where a direct branch or call leads.
    internal ulong Target { get; private set; }

    internal int OpCount { get; private set; }

    internal OpKind Op0Kind { get; private set; }

    internal OpKind Op1Kind { get; private set; }

    internal Register Op0Register => _first.Register;

    internal Register Op1Register => _second.Register;

    internal int MemoryBytes { get; private set; }

    // A base and an index of 64 bits, or none: the parts of the address are numbers of registers, -1 for none.
    internal bool IsPlainAddress { get; private set; }

    internal int Base { get; private set; }

    internal int Index { get; private set; }

    internal int Scale { get; private set; }

    internal ulong Displacement { get; private set; }

    internal MemorySegment Segment { get; private set; }

    // Written by the semantics when it has met the mnemonic; asked again as long as it was not.
    internal MnemonicGroup Group => _group == MnemonicGroup.Other ? _group = MnemonicGroups.Of(Mnemonic) : _group;

    MnemonicGroup _group;

    internal void Become(in Instruction instruction)
    {
        _raw = instruction;
        (Mnemonic, IP, OpCount, ConditionCode) = (instruction.Mnemonic, instruction.IP, instruction.OpCount, instruction.ConditionCode);
        (Op0Kind, Op1Kind) = (instruction.Op0Kind, instruction.Op1Kind);
        _group = MnemonicGroup.Other;
        _first = OpCount > 0 ? DecodedOperand.Of(instruction, 0) : default;
        _second = OpCount > 1 ? DecodedOperand.Of(instruction, 1) : default;
        _third = OpCount > 2 ? DecodedOperand.Of(instruction, 2) : default;
        Target = Op0Kind == OpKind.NearBranch64 ? instruction.NearBranch64 : OpCount > 0 ? instruction.NearBranchTarget : 0;
        (MemoryBytes, Segment) = (0, MemorySegment.Flat);
        if (_first.Form != OperandForm.Memory && _second.Form != OperandForm.Memory && _third.Form != OperandForm.Memory && !instruction.IsStringInstruction)
            return;
        Address(instruction);
    }

    void Address(in Instruction instruction)
    {
        MemoryBytes = instruction.MemorySize.GetSize();
        (Base, Index) = (NumberOf(instruction.MemoryBase), NumberOf(instruction.MemoryIndex));
        Scale = instruction.MemoryIndexScale;
        Displacement = instruction.MemoryDisplacement64;
        IsPlainAddress = Base >= -1 && Index >= -1;
        Segment = instruction.MemorySegment switch
        {
            Register.GS => MemorySegment.PerCpu,
            Register.FS => MemorySegment.Fs,
            _ => MemorySegment.Flat,
        };
    }

    // -1 for none (the displacement of a RIP-relative operand is its whole address), -2 for one that is not 64 bits wide.
    static int NumberOf(Register register) => register switch
    {
        >= Register.RAX and <= Register.R15 => register - Register.RAX,
        Register.None or Register.RIP => -1,
        _ => -2,
    };
}
