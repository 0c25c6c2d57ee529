using Iced.Intel;

namespace Stucktrace.Machine;

/// <summary>Shifts, rotations, and instructions on single bits.</summary>
public sealed partial class InstructionSemantics<TValue, TDomain, TMemory>
{
    bool Bits(DecodedInstruction instruction)
    {
        switch (instruction.Mnemonic)
        {
            case Mnemonic.Shl or Mnemonic.Sal:
                return Shift(instruction, BinaryOperation.ShiftLeft);
            case Mnemonic.Shr:
                return Shift(instruction, BinaryOperation.ShiftRight);
            case Mnemonic.Sar:
                return Shift(instruction, BinaryOperation.ShiftRightSigned);
            case Mnemonic.Shld or Mnemonic.Shrd:
                return ShiftDouble(instruction);
            case Mnemonic.Rol:
                return Rotate(instruction, BinaryOperation.RotateLeft);
            case Mnemonic.Ror:
                return Rotate(instruction, BinaryOperation.RotateRight);
            case Mnemonic.Bt or Mnemonic.Bts or Mnemonic.Btr or Mnemonic.Btc:
                return TestBit(instruction);
            case Mnemonic.Bsf or Mnemonic.Tzcnt:
                return Scan(instruction, UnaryOperation.LowestOne);
            case Mnemonic.Bsr or Mnemonic.Lzcnt:
                return Scan(instruction, UnaryOperation.LeadingZeros);
            case Mnemonic.Popcnt:
                int bits = BitsOf(instruction, 0);
                TValue value = Operand(instruction, 1, bits);
                // All flags but zero are cleared: those of a result of one.
                State.Flags = new MachineFlags<TValue>
                {
                    Source = FlagSource.Logic,
                    Bits = 8,
                    Result = _domain.Constant(1),
                    HasZero = true,
                    Zero = _domain.Compare(Relation.Equal, value, _domain.Constant(0), bits),
                };
                Write(instruction.Op0Register, _domain.Unary(UnaryOperation.CountOnes, value, bits));
                return true;
            case Mnemonic.Bswap:
                bits = BitsOf(instruction, 0);
                Write(instruction.Op0Register, _domain.Unary(UnaryOperation.ReverseBytes, Read(instruction.Op0Register), bits));
                return bits > 16;
            case Mnemonic.Clc:
                return SetCarry(_domain.Constant(0));
            case Mnemonic.Stc:
                return SetCarry(_domain.Constant(1));
            case Mnemonic.Cmc:
                return SetCarry(Not(CarryFlag(instruction.IP)));
            case Mnemonic.Cld:
                State.DirectionDown = false;
                return true;
            case Mnemonic.Std:
                State.DirectionDown = true;
                return true;
            default:
                return Choose(instruction);
        }
    }

    bool SetCarry(TValue carry)
    {
        State.Flags.HasCarry = true;
        State.Flags.Carry = carry;
        return true;
    }

    bool Choose(DecodedInstruction instruction)
    {
        ConditionCode condition = instruction.ConditionCode;
        if (condition == ConditionCode.None || instruction.OpCount == 0)
            return false;
        if (instruction.OpCount == 1 && instruction.Op0Kind is OpKind.Register or OpKind.Memory && BitsOf(instruction, 0) == 8)
        {
            SetOperand(instruction, 0, Holds(condition, instruction.IP), 8);
            return true;
        }

        if (instruction.OpCount != 2 || instruction.Op0Kind != OpKind.Register)
            return false;
        int bits = BitsOf(instruction, 0);
        TValue source = Operand(instruction, 1, bits);
        Write(instruction.Op0Register, _domain.Select(Holds(condition, instruction.IP), source, Read(instruction.Op0Register), bits));
        return true;
    }

    bool Shift(DecodedInstruction instruction, BinaryOperation operation)
    {
        int bits = BitsOf(instruction, 0);
        if (bits == 0)
            return false;
        TValue value = Operand(instruction, 0, bits);
        if (!NeedsCount(instruction, operation, value, bits, out ulong count))
            return true;

        bool arithmetic = operation == BinaryOperation.ShiftRightSigned;
        TValue result = count < (ulong)bits
            ? _domain.Binary(operation, value, _domain.Constant(count), bits)
            : arithmetic ? SignOf(value, bits) : _domain.Constant(0);
        State.Flags = new MachineFlags<TValue> { Source = FlagSource.ResultOnly, Result = result, Bits = (byte)bits };
        int outBit = operation == BinaryOperation.ShiftLeft ? bits - (int)count : (int)count - 1;
        if (outBit >= 0 && outBit < bits)
            SetCarry(BitOf(value, outBit, bits));
        else if (arithmetic)
            SetCarry(BitOf(value, bits - 1, bits));
        if (count == 1)
        {
            State.Flags.HasOverflow = true;
            State.Flags.Overflow = operation switch
            {
                BinaryOperation.ShiftLeft => _domain.Binary(BinaryOperation.Xor, BitOf(value, bits - 1, bits), BitOf(value, bits - 2, bits), 8),
                BinaryOperation.ShiftRight => BitOf(value, bits - 1, bits),
                _ => _domain.Constant(0),
            };
        }

        SetOperand(instruction, 0, result, bits);
        return true;
    }

    // The count of a shift or rotation, masked as the processor does. False when everything is done already: by nothing, or by a count that is not known.
    bool NeedsCount(DecodedInstruction instruction, BinaryOperation operation, TValue value, int bits, out ulong count)
    {
        TValue masked = _domain.Binary(BinaryOperation.And, Operand(instruction, 1, 8), _domain.Constant(bits == 64 ? 63UL : 31UL), 8);
        if (!_domain.TryGetConstant(masked, out count))
        {
            // Which flags change depends on the count: known only for a known one.
            SetOperand(instruction, 0, bits >= 32 ? _domain.Binary(operation, value, masked, bits) : Undefined(instruction, bits), bits);
            State.Flags = default;
            return false;
        }

        if (count == 0)
        {
            // A 32-bit shift by nothing still clears the upper half.
            SetOperand(instruction, 0, value, bits);
            return false;
        }

        return true;
    }

    // The bits that come in are those of the second operand.
    bool ShiftDouble(DecodedInstruction instruction)
    {
        int bits = BitsOf(instruction, 0);
        if (bits < 32)
            return false;
        TValue value = Operand(instruction, 0, bits);
        TValue other = Operand(instruction, 1, bits);
        if (!_domain.TryGetConstant(Operand(instruction, 2, 8), out ulong count) || (count &= (ulong)bits - 1) == 0)
            return false;
        bool left = instruction.Mnemonic == Mnemonic.Shld;
        TValue shifted = _domain.Binary(left ? BinaryOperation.ShiftLeft : BinaryOperation.ShiftRight, value, _domain.Constant(count), bits);
        TValue entering = _domain.Binary(left ? BinaryOperation.ShiftRight : BinaryOperation.ShiftLeft, other, _domain.Constant((ulong)bits - count), bits);
        TValue result = _domain.Binary(BinaryOperation.Or, shifted, entering, bits);
        State.Flags = new MachineFlags<TValue> { Source = FlagSource.ResultOnly, Result = result, Bits = (byte)bits };
        SetCarry(BitOf(value, left ? bits - (int)count : (int)count - 1, bits));
        SetOperand(instruction, 0, result, bits);
        return true;
    }

    TValue Undefined(DecodedInstruction instruction, int bits) => _domain.Unknown(UnknownReason.NotUnderstood, instruction.IP, bits);

    TValue BitOf(TValue value, int bit, int bits) =>
        _domain.Binary(BinaryOperation.And, _domain.Binary(BinaryOperation.ShiftRight, value, _domain.Constant((ulong)bit), bits), _domain.Constant(1), bits);

    // Rotations change carry and overflow only.
    bool Rotate(DecodedInstruction instruction, BinaryOperation operation)
    {
        int bits = BitsOf(instruction, 0);
        if (bits == 0)
            return false;
        TValue value = Operand(instruction, 0, bits);
        if (!NeedsCount(instruction, operation, value, bits, out ulong count))
            return true;

        bool left = operation == BinaryOperation.RotateLeft;
        TValue result = _domain.Binary(operation, value, _domain.Constant(count % (ulong)bits), bits);
        TValue carry = BitOf(result, left ? 0 : bits - 1, bits);
        SetCarry(carry);
        State.Flags.HasOverflow = true;
        State.Flags.Overflow = count != 1
            ? Undefined(instruction, 1)
            : _domain.Binary(BinaryOperation.Xor, BitOf(result, bits - 1, bits), left ? carry : BitOf(result, bits - 2, bits), 8);
        SetOperand(instruction, 0, result, bits);
        return true;
    }

    bool TestBit(DecodedInstruction instruction)
    {
        int bits = BitsOf(instruction, 0);
        if (bits == 0)
            return false;
        TValue index = Operand(instruction, 1, bits);
        bool isMemory = instruction.Op0Kind == OpKind.Memory;
        TValue address = isMemory ? EffectiveAddress(instruction) : default!;
        if (isMemory && instruction.Op1Kind == OpKind.Register)
        {
            // A register as index reaches beyond the word: the address moves by whole words.
            TValue words = _domain.Binary(BinaryOperation.ShiftRightSigned, _domain.SignExtend(index, bits, 64), _domain.Constant((ulong)int.Log2(bits)), 64);
            address = _domain.Binary(BinaryOperation.Add, address, _domain.Binary(BinaryOperation.Multiply, words, _domain.Constant((ulong)bits / 8), 64), 64);
        }

        index = _domain.Binary(BinaryOperation.And, index, _domain.Constant((ulong)bits - 1), bits);
        TValue word = isMemory ? _memory.Load(address, SegmentOf(instruction), bits, instruction.IP) : Read(instruction.Op0Register);
        TValue mask = _domain.Binary(BinaryOperation.ShiftLeft, _domain.Constant(1), index, bits);
        SetCarry(_domain.Compare(Relation.NotEqual, _domain.Binary(BinaryOperation.And, word, mask, bits), _domain.Constant(0), bits));
        State.Flags.HasOverflow = false;
        if (instruction.Mnemonic == Mnemonic.Bt)
            return true;
        TValue changed = instruction.Mnemonic switch
        {
            Mnemonic.Bts => _domain.Binary(BinaryOperation.Or, word, mask, bits),
            Mnemonic.Btr => _domain.Binary(BinaryOperation.And, word, _domain.Unary(UnaryOperation.Not, mask, bits), bits),
            _ => _domain.Binary(BinaryOperation.Xor, word, mask, bits),
        };
        if (isMemory)
            _memory.Store(address, SegmentOf(instruction), changed, bits, instruction.IP);
        else
            Write(instruction.Op0Register, changed);
        return true;
    }

    bool Scan(DecodedInstruction instruction, UnaryOperation operation)
    {
        int bits = BitsOf(instruction, 0);
        TValue value = Operand(instruction, 1, bits);
        TValue found = _domain.Unary(operation, value, bits);
        TValue isZero = _domain.Compare(Relation.Equal, value, _domain.Constant(0), bits);
        bool counts = instruction.Mnemonic is Mnemonic.Tzcnt or Mnemonic.Lzcnt;
        if (instruction.Mnemonic == Mnemonic.Bsr)
            found = _domain.Binary(BinaryOperation.Subtract, _domain.Constant((ulong)bits - 1), found, bits);

        // bsf and bsr leave the destination as it was when there is no bit (documented by AMD, done by Intel); tzcnt and lzcnt give the width.
        // Whether a 32-bit destination then keeps its upper half differs between processors.
        if (counts || bits != 32)
        {
            Write(instruction.Op0Register, counts ? found : _domain.Select(isZero, Read(instruction.Op0Register), found, bits));
        }
        else
        {
            ref TValue slot = ref State.Registers[instruction.Op0Register.GetFullRegister() - Register.RAX];
            TValue kept = _domain.Insert(_domain.Unknown(UnknownReason.Undefined, instruction.IP, 64), Read(instruction.Op0Register), 0, 32);
            slot = _domain.Select(isZero, kept, found, 64);
        }

        State.Flags = new MachineFlags<TValue>
        {
            HasZero = true,
            Zero = counts ? _domain.Compare(Relation.Equal, found, _domain.Constant(0), bits) : isZero,
            HasCarry = counts,
            Carry = isZero,
        };
        return true;
    }
}
