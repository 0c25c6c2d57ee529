using Iced.Intel;

namespace Stucktrace.Machine;

/// <summary>Compare-and-exchange, exchange-and-add, and string instructions.</summary>
public sealed partial class InstructionSemantics<TValue, TDomain, TMemory>
{
    bool Atomic(DecodedInstruction instruction)
    {
        switch (instruction.Mnemonic)
        {
            case Mnemonic.Cmpxchg:
                return CompareExchange(instruction);
            case Mnemonic.Cmpxchg8b:
                return CompareExchangePair(instruction, 32);
            case Mnemonic.Cmpxchg16b:
                return CompareExchangePair(instruction, 64);
            case Mnemonic.Xadd:
                int bits = BitsOf(instruction, 0);
                TValue left = Operand(instruction, 0, bits);
                TValue right = Operand(instruction, 1, bits);
                TValue sum = _domain.Binary(BinaryOperation.Add, left, right, bits);
                SetFlags(FlagSource.Add, left, right, sum, bits);
                if (instruction.Op0Kind == OpKind.Memory)
                {
                    // The address may be made of the register that is written: store first.
                    SetOperand(instruction, 0, sum, bits);
                    SetOperand(instruction, 1, left, bits);
                    return true;
                }

                SetOperand(instruction, 1, left, bits);
                SetOperand(instruction, 0, sum, bits);
                return true;
            default:
                return false;
        }
    }

    bool CompareExchange(DecodedInstruction instruction)
    {
        // Between registers, makers of processors differ in what becomes of the upper half when the comparison fails; compilers don't emit it.
        int bits = BitsOf(instruction, 0);
        if (bits == 0 || instruction.Op0Kind != OpKind.Memory)
            return false;
        Register accumulator = Accumulator(bits);
        TValue expected = Read(accumulator);
        TValue found = Operand(instruction, 0, bits);
        TValue replacement = Operand(instruction, 1, bits);
        SetFlags(FlagSource.Subtract, expected, found, default!, bits);
        TValue equal = ZeroFlag(instruction.IP);
        _memory.Store(EffectiveAddress(instruction), SegmentOf(instruction), _domain.Select(equal, replacement, found, bits), bits, instruction.IP);

        // On success the accumulator keeps what it had, its upper half too.
        TValue whole = State.Registers[0];
        Write(accumulator, found);
        if (bits <= 32)
            State.Registers[0] = _domain.Select(equal, whole, State.Registers[0], 64);
        else
            State.Registers[0] = _domain.Select(equal, expected, found, 64);
        return true;
    }

    bool CompareExchangePair(DecodedInstruction instruction, int bits)
    {
        TValue address = EffectiveAddress(instruction);
        MemorySegment segment = SegmentOf(instruction);
        ulong at = instruction.IP;
        TValue upperAddress = _domain.Binary(BinaryOperation.Add, address, _domain.Constant((ulong)bits / 8), 64);
        TValue low = _memory.Load(address, segment, bits, at);
        TValue high = _memory.Load(upperAddress, segment, bits, at);
        TValue equal = _domain.Binary(
            BinaryOperation.And,
            _domain.Compare(Relation.Equal, low, Read(Accumulator(bits)), bits),
            _domain.Compare(Relation.Equal, high, Read(Upper(bits)), bits),
            8);
        Register newLow = bits == 32 ? Register.EBX : Register.RBX;
        Register newHigh = bits == 32 ? Register.ECX : Register.RCX;
        _memory.Store(address, segment, _domain.Select(equal, Read(newLow), low, bits), bits, at);
        _memory.Store(upperAddress, segment, _domain.Select(equal, Read(newHigh), high, bits), bits, at);
        TValue lowWhole = State.Registers[0];
        TValue highWhole = State.Registers[2];
        State.Registers[0] = _domain.Select(equal, lowWhole, low, 64);
        State.Registers[2] = _domain.Select(equal, highWhole, high, 64);
        State.Flags.HasZero = true;
        State.Flags.Zero = equal;
        return true;
    }

    // One element of movs, stos, lods, cmps or scas; with a rep prefix the instruction is executed again until the count is used up.
    Step<TValue> StringElement(DecodedInstruction instruction)
    {
        bool repeats = instruction.Raw.HasRepPrefix || instruction.Raw.HasRepnePrefix;
        int bytes = instruction.MemoryBytes;
        int bits = bytes * 8;
        ulong at = instruction.IP;
        TValue count = Read(Register.RCX);
        if (repeats)
        {
            if (!_domain.TryGetConstant(count, out ulong left))
                return RepeatedUnknown(instruction);
            if (left == 0)
                return new Step<TValue>(StepKind.Next, default!, default!);
            Write(Register.RCX, _domain.Constant(left - 1));
        }

        TValue delta = _domain.Constant(State.DirectionDown ? unchecked((ulong)-bytes) : (ulong)bytes);
        TValue source = Read(Register.RSI);
        TValue target = Read(Register.RDI);
        bool compares = false;
        switch (instruction.Mnemonic)
        {
            case Mnemonic.Movsb or Mnemonic.Movsw or Mnemonic.Movsd or Mnemonic.Movsq:
                _memory.Store(target, MemorySegment.Flat, _memory.Load(source, SegmentOf(instruction), bits, at), bits, at);
                Write(Register.RSI, _domain.Binary(BinaryOperation.Add, source, delta, 64));
                Write(Register.RDI, _domain.Binary(BinaryOperation.Add, target, delta, 64));
                break;
            case Mnemonic.Stosb or Mnemonic.Stosw or Mnemonic.Stosd or Mnemonic.Stosq:
                _memory.Store(target, MemorySegment.Flat, Read(Accumulator(bits)), bits, at);
                Write(Register.RDI, _domain.Binary(BinaryOperation.Add, target, delta, 64));
                break;
            case Mnemonic.Lodsb or Mnemonic.Lodsw or Mnemonic.Lodsd or Mnemonic.Lodsq:
                Write(Accumulator(bits), _memory.Load(source, SegmentOf(instruction), bits, at));
                Write(Register.RSI, _domain.Binary(BinaryOperation.Add, source, delta, 64));
                break;
            case Mnemonic.Cmpsb or Mnemonic.Cmpsw or Mnemonic.Cmpsd or Mnemonic.Cmpsq:
                SetFlags(FlagSource.Subtract, _memory.Load(source, SegmentOf(instruction), bits, at), _memory.Load(target, MemorySegment.Flat, bits, at), default!, bits);
                Write(Register.RSI, _domain.Binary(BinaryOperation.Add, source, delta, 64));
                Write(Register.RDI, _domain.Binary(BinaryOperation.Add, target, delta, 64));
                compares = true;
                break;
            default:
                SetFlags(FlagSource.Subtract, Read(Accumulator(bits)), _memory.Load(target, MemorySegment.Flat, bits, at), default!, bits);
                Write(Register.RDI, _domain.Binary(BinaryOperation.Add, target, delta, 64));
                compares = true;
                break;
        }

        if (repeats && compares && (!_domain.TryGetConstant(ZeroFlag(at), out ulong zero) || zero == 1 == instruction.Raw.HasRepnePrefix))
            return new Step<TValue>(StepKind.Next, default!, default!);
        return new Step<TValue>(repeats ? StepKind.Again : StepKind.Next, default!, default!);
    }

    // How often is not known: pointers and count end somewhere, memory from the target up may have changed.
    Step<TValue> RepeatedUnknown(DecodedInstruction instruction)
    {
        bool writes = instruction.Mnemonic is Mnemonic.Movsb or Mnemonic.Movsw or Mnemonic.Movsd or Mnemonic.Movsq
            or Mnemonic.Stosb or Mnemonic.Stosw or Mnemonic.Stosd or Mnemonic.Stosq;
        if (writes)
            _memory.StoreUnknown(Read(Register.RDI), instruction.IP);
        Forget(instruction, UnknownReason.Joined);
        if (writes)
            Write(Register.RCX, _domain.Constant(0));
        return new Step<TValue>(StepKind.Next, default!, default!);
    }
}
