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
    readonly DecodedInstruction _scratch = new();
    InstructionInfoFactory? _info;

    /// <summary>The registers and flags that are worked on.</summary>
    public MachineState<TValue> State { get; } = state;

    /// <summary>Executes one instruction.</summary>
    /// <param name="instruction">The instruction; its addresses are those that it runs at.</param>
    public Step<TValue> Execute(in Instruction instruction)
    {
        _scratch.Become(instruction);
        return Execute(_scratch);
    }

    /// <summary>Executes one instruction that was taken apart before.</summary>
    /// <param name="instruction">The instruction; its addresses are those that it runs at.</param>
    public Step<TValue> Execute(DecodedInstruction instruction)
    {
        // Which part knows a mnemonic is found once: most instructions of a run are a few over and over.
        switch (instruction.Group)
        {
            case MnemonicGroup.Move when Move(instruction):
            case MnemonicGroup.Arithmetic when Arithmetic(instruction):
                return new Step<TValue>(StepKind.Next, default!, default!);
            case MnemonicGroup.Branch:
                return new Step<TValue>(StepKind.Branch, Holds(instruction.ConditionCode, instruction.IP), _domain.Constant(instruction.Target));
            default:
                return Find(instruction);
        }
    }

    Step<TValue> Find(DecodedInstruction instruction)
    {
        if (instruction.OpCount > 0 && instruction.Op0Register.IsVectorRegister())
            return NotUnderstood(instruction);
        Step<TValue> next = new(StepKind.Next, default!, default!);
        ref MnemonicGroup group = ref MnemonicGroups.Of(instruction.Mnemonic);
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
        if (instruction.Raw.IsJccShortOrNear)
            group = MnemonicGroup.Branch;
        return Control(instruction);
    }

    /// <summary>Everything that an instruction writes becomes unknown.</summary>
    /// <param name="instruction">An instruction that is not modelled.</param>
    /// <param name="reason">Why.</param>
    public void Forget(DecodedInstruction instruction, UnknownReason reason = UnknownReason.NotUnderstood)
    {
        _info ??= new InstructionInfoFactory();
        InstructionInfo info = _info.GetInfo(instruction.Raw);
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

        if (instruction.Raw.RflagsModified != RflagsBits.None)
            State.Flags = default;
    }

    static bool Writes(OpAccess access) => access is OpAccess.Write or OpAccess.CondWrite or OpAccess.ReadWrite or OpAccess.ReadCondWrite;

    Step<TValue> NotUnderstood(DecodedInstruction instruction)
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
    public TValue EffectiveAddress(DecodedInstruction instruction)
    {
        if (!instruction.IsPlainAddress)
            return UncommonAddress(instruction.Raw);
        TValue address = _domain.Constant(instruction.Displacement);
        if (instruction.Base >= 0)
            address = _domain.Binary(BinaryOperation.Add, State.Registers[instruction.Base], address, 64);
        if (instruction.Index >= 0)
            address = _domain.Binary(BinaryOperation.Add, address, Scaled(State.Registers[instruction.Index], instruction.Scale), 64);
        return address;
    }

    // Registers of 32 bits: the address is cut.
    TValue UncommonAddress(in Instruction instruction)
    {
        TValue address = AddressOf(instruction.MemoryBase, instruction.MemoryIndex, instruction.MemoryIndexScale, instruction.MemoryDisplacement64);
        return Is32(instruction.MemoryBase) || Is32(instruction.MemoryIndex) ? _domain.Truncate(address, 32) : address;
    }

    static bool Is32(Register register) => (uint)(register - Register.EAX) < 16 || register == Register.EIP;

    TValue Scaled(TValue index, int scale) => scale == 1 ? index : _domain.Binary(BinaryOperation.Multiply, index, _domain.Constant((ulong)scale), 64);

    TValue AddressOf(Register baseRegister, Register index, int scale, ulong displacement)
    {
        // Iced gives the absolute target as the displacement of a RIP-relative operand.
        TValue address = _domain.Constant(displacement);
        if (baseRegister.IsGPR())
            address = _domain.Binary(BinaryOperation.Add, Read(baseRegister), address, 64);
        return index.IsGPR() ? _domain.Binary(BinaryOperation.Add, address, Scaled(Read(index), scale), 64) : address;
    }

    static MemorySegment SegmentOf(DecodedInstruction instruction) => instruction.Segment;

    // Width of an operand in bits; 0 when it is not one that integer instructions have.
    static int BitsOf(DecodedInstruction instruction, int operand) => instruction[operand].Bits;

    TValue Operand(DecodedInstruction instruction, int operand, int bits)
    {
        ref readonly DecodedOperand place = ref instruction[operand];
        return place.Form switch
        {
            OperandForm.Whole => State.Registers[place.Index],
            OperandForm.Half => _domain.Truncate(State.Registers[place.Index], 32),
            OperandForm.Part => Read(place.Register),
            OperandForm.Memory => _memory.Load(EffectiveAddress(instruction), instruction.Segment, bits, instruction.IP),
            _ => _domain.Constant(place.Immediate & Mask(bits)),
        };
    }

    void SetOperand(DecodedInstruction instruction, int operand, TValue value, int bits)
    {
        ref readonly DecodedOperand place = ref instruction[operand];
        switch (place.Form)
        {
            case OperandForm.Whole or OperandForm.Half:
                State.Registers[place.Index] = value;
                break;
            case OperandForm.Part:
                Write(place.Register, value);
                break;
            default:
                _memory.Store(EffectiveAddress(instruction), instruction.Segment, value, bits, instruction.IP);
                break;
        }
    }

    static ulong Mask(int bits) => bits >= 64 ? ulong.MaxValue : (1UL << bits) - 1;
}
