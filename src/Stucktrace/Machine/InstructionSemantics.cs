using Iced.Intel;

namespace Stucktrace.Machine;

/// <summary>
/// What each integer instruction of x86-64 does, written once for every kind of value. One call executes one instruction; what is not modelled makes
/// everything that it writes unknown and says so, never a wrong value. The facts are the processor manuals' (Intel SDM volume 2, AMD APM volume 3).
/// </summary>
/// <typeparam name="TValue">One value.</typeparam>
/// <typeparam name="TDomain">What computes with values; a struct, so that the calls are bound when this is compiled.</typeparam>
/// <typeparam name="TMemory">What is read and written.</typeparam>
public sealed partial class InstructionSemantics<TValue, TDomain, TMemory>(TDomain domain, TMemory memory, MachineState<TValue> state)
    where TDomain : struct, IValueDomain<TValue>
    where TMemory : IMachineMemory<TValue>
{
    readonly TDomain _domain = domain;
    readonly TMemory _memory = memory;
    InstructionInfoFactory? _info;

    /// <summary>The registers and flags that are worked on.</summary>
    public MachineState<TValue> State { get; } = state;

    /// <summary>Executes one instruction.</summary>
    /// <param name="instruction">The instruction; its addresses are those that it runs at.</param>
    public Step<TValue> Execute(in Instruction instruction)
    {
        // Which part knows a mnemonic is found once: most instructions of a run are a few over and over.
        ref MnemonicGroup group = ref MnemonicGroups.Of(instruction.Mnemonic);
        switch (group)
        {
            case MnemonicGroup.Move when Move(instruction):
            case MnemonicGroup.Arithmetic when Arithmetic(instruction):
                return new Step<TValue>(StepKind.Next, default!, default!);
            case MnemonicGroup.Branch:
                return new Step<TValue>(StepKind.Branch, Holds(instruction.ConditionCode, instruction.IP), _domain.Constant(instruction.NearBranchTarget));
            default:
                return Find(instruction, ref group);
        }
    }

    Step<TValue> Find(in Instruction instruction, ref MnemonicGroup group)
    {
        if (instruction.OpCount > 0 && instruction.Op0Register.IsVectorRegister())
            return NotUnderstood(instruction);
        Step<TValue> next = new(StepKind.Next, default!, default!);
        if (Move(instruction))
        {
            group = MnemonicGroup.Move;
            return next;
        }

        if (Arithmetic(instruction))
        {
            group = MnemonicGroup.Arithmetic;
            return next;
        }

        if (Bits(instruction) || Atomic(instruction))
            return next;
        if (instruction.IsJccShortOrNear)
            group = MnemonicGroup.Branch;
        return Control(instruction);
    }

    /// <summary>Everything that an instruction writes becomes unknown.</summary>
    /// <param name="instruction">An instruction that is not modelled.</param>
    /// <param name="reason">Why.</param>
    public void Forget(in Instruction instruction, UnknownReason reason = UnknownReason.NotUnderstood)
    {
        _info ??= new InstructionInfoFactory();
        InstructionInfo info = _info.GetInfo(instruction);
        foreach (UsedMemory used in info.GetUsedMemory())
        {
            if (Writes(used.Access))
                _memory.StoreUnknown(AddressOf(used.Base, used.Index, used.Scale, used.Displacement), instruction.IP);
        }

        foreach (UsedRegister used in info.GetUsedRegisters())
        {
            if (Writes(used.Access) && used.Register.IsGPR())
                State.Registers[used.Register.GetFullRegister() - Register.RAX] = _domain.Unknown(reason, instruction.IP, 64);
        }

        if (instruction.RflagsModified != RflagsBits.None)
            State.Flags = default;
    }

    static bool Writes(OpAccess access) => access is OpAccess.Write or OpAccess.CondWrite or OpAccess.ReadWrite or OpAccess.ReadCondWrite;

    Step<TValue> NotUnderstood(in Instruction instruction)
    {
        Forget(instruction);
        return new Step<TValue>(StepKind.NotUnderstood, default!, default!);
    }

    /// <summary>The value of a register, zero-extended.</summary>
    /// <param name="register">General register of any width.</param>
    public TValue Read(Register register)
    {
        uint index = (uint)(register - Register.RAX);
        if (index < 16)
            return State.Registers[index];
        index = (uint)(register - Register.EAX);
        if (index < 16)
            return _domain.Truncate(State.Registers[index], 32);
        if (register is >= Register.AH and <= Register.BH)
        {
            TValue whole = State.Registers[register - Register.AH];
            return _domain.Truncate(_domain.Binary(BinaryOperation.ShiftRight, whole, _domain.Constant(8), 64), 8);
        }

        TValue value = State.Registers[register.GetFullRegister() - Register.RAX];
        int bits = register.GetSize() * 8;
        return bits == 64 ? value : _domain.Truncate(value, bits);
    }

    /// <summary>Writes a register: 32 bits clear the upper half, fewer leave the rest.</summary>
    /// <param name="register">General register of any width.</param>
    /// <param name="value">Value of its width.</param>
    public void Write(Register register, TValue value)
    {
        uint index = (uint)(register - Register.RAX);
        index = index < 16 ? index : (uint)(register - Register.EAX);
        if (index < 16)
        {
            State.Registers[index] = value;
            return;
        }

        if (register is >= Register.AH and <= Register.BH)
        {
            ref TValue whole = ref State.Registers[register - Register.AH];
            whole = _domain.Insert(whole, value, 8, 8);
            return;
        }

        ref TValue slot = ref State.Registers[register.GetFullRegister() - Register.RAX];
        int bits = register.GetSize() * 8;
        slot = bits >= 32 ? value : _domain.Insert(slot, value, 0, bits);
    }

    /// <summary>The address that a memory operand names, relative to its segment.</summary>
    /// <param name="instruction">Instruction with a memory operand.</param>
    public TValue EffectiveAddress(in Instruction instruction)
    {
        TValue address = AddressOf(instruction.MemoryBase, instruction.MemoryIndex, instruction.MemoryIndexScale, instruction.MemoryDisplacement64);
        return Is32(instruction.MemoryBase) || Is32(instruction.MemoryIndex) ? _domain.Truncate(address, 32) : address;
    }

    static bool Is32(Register register) => (uint)(register - Register.EAX) < 16 || register == Register.EIP;

    TValue AddressOf(Register baseRegister, Register index, int scale, ulong displacement)
    {
        // Iced gives the absolute target as the displacement of a RIP-relative operand.
        TValue address = _domain.Constant(displacement);
        if (baseRegister.IsGPR())
            address = _domain.Binary(BinaryOperation.Add, Read(baseRegister), address, 64);
        if (index.IsGPR())
        {
            TValue scaled = scale == 1 ? Read(index) : _domain.Binary(BinaryOperation.Multiply, Read(index), _domain.Constant((ulong)scale), 64);
            address = _domain.Binary(BinaryOperation.Add, address, scaled, 64);
        }

        return address;
    }

    static MemorySegment SegmentOf(in Instruction instruction) => instruction.MemorySegment switch
    {
        Register.GS => MemorySegment.PerCpu,
        Register.FS => MemorySegment.Fs,
        _ => MemorySegment.Flat,
    };

    // Width of an operand in bits; 0 when it is not one that integer instructions have.
    static int BitsOf(in Instruction instruction, int operand) => instruction.GetOpKind(operand) switch
    {
        OpKind.Register when (uint)(instruction.GetOpRegister(operand) - Register.RAX) < 16 => 64,
        OpKind.Register when (uint)(instruction.GetOpRegister(operand) - Register.EAX) < 16 => 32,
        OpKind.Register => instruction.GetOpRegister(operand).IsGPR() ? instruction.GetOpRegister(operand).GetSize() * 8 : 0,
        OpKind.Memory => instruction.MemorySize.GetSize() * 8 is var bits and (8 or 16 or 32 or 64) ? bits : 0,
        OpKind.Immediate8 => 8,
        OpKind.Immediate8to16 or OpKind.Immediate16 => 16,
        OpKind.Immediate8to32 or OpKind.Immediate32 => 32,
        OpKind.Immediate8to64 or OpKind.Immediate32to64 or OpKind.Immediate64 => 64,
        _ => 0,
    };

    TValue Operand(in Instruction instruction, int operand, int bits) => instruction.GetOpKind(operand) switch
    {
        OpKind.Register => Read(instruction.GetOpRegister(operand)),
        OpKind.Memory => _memory.Load(EffectiveAddress(instruction), SegmentOf(instruction), bits, instruction.IP),
        _ => _domain.Constant(instruction.GetImmediate(operand) & Mask(bits)),
    };

    void SetOperand(in Instruction instruction, int operand, TValue value, int bits)
    {
        if (instruction.GetOpKind(operand) == OpKind.Register)
            Write(instruction.GetOpRegister(operand), value);
        else
            _memory.Store(EffectiveAddress(instruction), SegmentOf(instruction), value, bits, instruction.IP);
    }

    static ulong Mask(int bits) => bits >= 64 ? ulong.MaxValue : (1UL << bits) - 1;
}
