using Iced.Intel;

namespace Stucktrace.Machine;

/// <summary>Moves, the stack, and what has no effect on values.</summary>
public sealed partial class InstructionSemantics<TValue, TDomain, TMemory>
{
    bool Move(DecodedInstruction instruction)
    {
        int bits;
        switch (instruction.Mnemonic)
        {
            case Mnemonic.Mov:
            case Mnemonic.Movnti:
                bits = BitsOf(instruction, 0);
                if (bits == 0 || BitsOf(instruction, 1) == 0)
                    return false;
                SetOperand(instruction, 0, Operand(instruction, 1, bits), bits);
                return true;
            case Mnemonic.Lea:
                bits = BitsOf(instruction, 0);
                TValue address = EffectiveAddress(instruction);
                Write(instruction.Op0Register, bits == 64 ? address : _domain.Truncate(address, bits));
                return true;
            case Mnemonic.Movzx:
                Write(instruction.Op0Register, Operand(instruction, 1, BitsOf(instruction, 1)));
                return true;
            case Mnemonic.Movsx:
            case Mnemonic.Movsxd:
                bits = BitsOf(instruction, 1);
                Write(instruction.Op0Register, _domain.SignExtend(Operand(instruction, 1, bits), bits, BitsOf(instruction, 0)));
                return true;
            case Mnemonic.Xchg:
                bits = BitsOf(instruction, 0);
                TValue first = Operand(instruction, 0, bits);
                TValue second = Operand(instruction, 1, bits);
                SetOperand(instruction, 0, second, bits);
                SetOperand(instruction, 1, first, bits);
                return true;
            case Mnemonic.Push:
                return PushOperand(instruction);
            case Mnemonic.Pop:
                return PopOperand(instruction);
            case Mnemonic.Pushfq:
                Push(FlagsImage(instruction.IP), instruction.IP);
                return true;
            case Mnemonic.Popfq:
                TakeFlags(Pop(instruction.IP));
                return true;
            case Mnemonic.Cli or Mnemonic.Sti when State.FollowsInterrupts:
                State.Interrupts = instruction.Mnemonic == Mnemonic.Sti;
                return true;
            case Mnemonic.Leave:
                State.Registers[MachineState<TValue>.StackPointer] = Read(Register.RBP);
                Write(Register.RBP, Pop(instruction.IP));
                return true;
            case Mnemonic.Cbw:
                Write(Register.AX, _domain.SignExtend(Read(Register.AL), 8, 16));
                return true;
            case Mnemonic.Cwde:
                Write(Register.EAX, _domain.SignExtend(Read(Register.AX), 16, 32));
                return true;
            case Mnemonic.Cdqe:
                Write(Register.RAX, _domain.SignExtend(Read(Register.EAX), 32, 64));
                return true;
            case Mnemonic.Cwd:
                Write(Register.DX, SignOf(Read(Register.AX), 16));
                return true;
            case Mnemonic.Cdq:
                Write(Register.EDX, SignOf(Read(Register.EAX), 32));
                return true;
            case Mnemonic.Cqo:
                Write(Register.RDX, SignOf(Read(Register.RAX), 64));
                return true;
            default:
                // With a further prefix the bytes of pause are an exchange.
                return HasNoEffect(instruction.Mnemonic) && (instruction.Mnemonic != Mnemonic.Pause || instruction.Raw.Length == 2);
        }
    }

    const int InterruptBit = 9;

    // Of the flags as a number only the one of interrupts is kept; nobody asks for the others there.
    TValue FlagsImage(ulong at)
    {
        TValue flags = _domain.Unknown(UnknownReason.Outside, at, 64);
        return State is { FollowsInterrupts: true, Interrupts: { } on } ? _domain.Insert(flags, _domain.Constant(on ? 1UL : 0), InterruptBit, 1) : flags;
    }

    void TakeFlags(TValue flags)
    {
        State.Flags = default;
        if (State.FollowsInterrupts)
            State.Interrupts = _domain.TryGetConstant(_domain.Truncate(_domain.Binary(BinaryOperation.ShiftRight, flags, _domain.Constant(InterruptBit), 64), 1), out ulong on) ? on != 0 : null;
    }

    // Orders memory, fills caches, ends branches, switches interrupts: no register, flag or memory word that a program can read changes.
    static bool HasNoEffect(Mnemonic mnemonic) => mnemonic is Mnemonic.Nop or Mnemonic.Pause or Mnemonic.Endbr64 or Mnemonic.Endbr32
        or Mnemonic.Lfence or Mnemonic.Mfence or Mnemonic.Sfence or Mnemonic.Cli or Mnemonic.Sti or Mnemonic.Clac or Mnemonic.Stac
        or Mnemonic.Prefetchnta or Mnemonic.Prefetcht0 or Mnemonic.Prefetcht1 or Mnemonic.Prefetcht2 or Mnemonic.Prefetchw or Mnemonic.Prefetch
        or Mnemonic.Clflush or Mnemonic.Clflushopt or Mnemonic.Clwb or Mnemonic.Wbinvd or Mnemonic.Serialize or Mnemonic.Reservednop;

    bool PushOperand(DecodedInstruction instruction)
    {
        int bits = instruction.Raw.StackPointerIncrement == -2 ? 16 : 64;
        int operand = BitsOf(instruction, 0);
        if (operand == 0 || bits != 64)
            return false;
        TValue value = Operand(instruction, 0, 64);
        Push(value, instruction.IP);
        return true;
    }

    bool PopOperand(DecodedInstruction instruction)
    {
        if (BitsOf(instruction, 0) != 64)
            return false;

        // A memory operand that is based on RSP is addressed after RSP has moved.
        TValue value = Pop(instruction.IP);
        SetOperand(instruction, 0, value, 64);
        return true;
    }

    /// <summary>Pushes 64 bits, as a call does with its return address.</summary>
    /// <param name="value">What to push.</param>
    /// <param name="at">Address of the instruction.</param>
    public void Push(TValue value, ulong at)
    {
        ref TValue pointer = ref State.Registers[MachineState<TValue>.StackPointer];
        pointer = _domain.Binary(BinaryOperation.Add, pointer, _domain.Constant(unchecked((ulong)-8)), 64);
        _memory.Store(pointer, MemorySegment.Flat, value, 64, at);
    }

    /// <summary>Pops 64 bits, as a return does.</summary>
    /// <param name="at">Address of the instruction.</param>
    public TValue Pop(ulong at)
    {
        ref TValue pointer = ref State.Registers[MachineState<TValue>.StackPointer];
        TValue value = _memory.Load(pointer, MemorySegment.Flat, 64, at);
        pointer = _domain.Binary(BinaryOperation.Add, pointer, _domain.Constant(8), 64);
        return value;
    }

    TValue SignOf(TValue value, int bits) =>
        _domain.Binary(BinaryOperation.ShiftRightSigned, value, _domain.Constant((ulong)bits - 1), bits);
}
