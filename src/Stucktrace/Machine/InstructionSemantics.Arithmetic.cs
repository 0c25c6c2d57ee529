using Iced.Intel;

namespace Stucktrace.Machine;

/// <summary>Additions, comparisons, bitwise operations, multiplications and divisions.</summary>
public sealed partial class InstructionSemantics<TValue, TDomain, TMemory>
{
    bool Arithmetic(DecodedInstruction instruction)
    {
        switch (instruction.Mnemonic)
        {
            case Mnemonic.Add:
                return Combine(instruction, BinaryOperation.Add, FlagSource.Add, keep: true);
            case Mnemonic.Sub:
                return Combine(instruction, BinaryOperation.Subtract, FlagSource.Subtract, keep: true);
            case Mnemonic.Cmp:
                return Combine(instruction, BinaryOperation.Subtract, FlagSource.Subtract, keep: false);
            case Mnemonic.And:
                return Combine(instruction, BinaryOperation.And, FlagSource.Logic, keep: true);
            case Mnemonic.Test:
                return Combine(instruction, BinaryOperation.And, FlagSource.Logic, keep: false);
            case Mnemonic.Or:
                return Combine(instruction, BinaryOperation.Or, FlagSource.Logic, keep: true);
            case Mnemonic.Xor:
                return Combine(instruction, BinaryOperation.Xor, FlagSource.Logic, keep: true);
            case Mnemonic.Inc:
                return Step(instruction, BinaryOperation.Add, FlagSource.Add);
            case Mnemonic.Dec:
                return Step(instruction, BinaryOperation.Subtract, FlagSource.Subtract);
            case Mnemonic.Adc:
                return WithCarry(instruction, BinaryOperation.Add);
            case Mnemonic.Sbb:
                return WithCarry(instruction, BinaryOperation.Subtract);
            case Mnemonic.Neg:
                return Negate(instruction);
            case Mnemonic.Not:
                int bits = BitsOf(instruction, 0);
                SetOperand(instruction, 0, _domain.Unary(UnaryOperation.Not, Operand(instruction, 0, bits), bits), bits);
                return true;
            case Mnemonic.Imul when instruction.OpCount > 1:
                return MultiplySigned(instruction);
            case Mnemonic.Imul:
                return MultiplyWide(instruction, BinaryOperation.MultiplyHighSigned);
            case Mnemonic.Mul:
                return MultiplyWide(instruction, BinaryOperation.MultiplyHigh);
            case Mnemonic.Div:
                return Divide(instruction, signed: false);
            case Mnemonic.Idiv:
                return Divide(instruction, signed: true);
            default:
                return false;
        }
    }

    bool Combine(DecodedInstruction instruction, BinaryOperation operation, FlagSource source, bool keep)
    {
        int bits = BitsOf(instruction, 0);
        if (bits == 0)
            return false;
        bool clears = operation is BinaryOperation.Xor or BinaryOperation.Subtract && IsSameRegister(instruction);
        TValue left = clears ? _domain.Constant(0) : Operand(instruction, 0, bits);
        TValue right = clears ? left : Operand(instruction, 1, bits);
        TValue result = keep || source == FlagSource.Logic ? _domain.Binary(operation, left, right, bits) : default!;
        SetFlags(source, left, right, result, bits);
        if (keep)
            SetOperand(instruction, 0, result, bits);
        return true;
    }

    // A register less itself is zero, and so is one xor itself, whatever is in it: how compilers write a zero.
    static bool IsSameRegister(DecodedInstruction instruction) =>
        instruction.Op0Kind == OpKind.Register && instruction.Op1Kind == OpKind.Register && instruction.Op0Register == instruction.Op1Register;

    // inc and dec leave the carry as it was.
    bool Step(DecodedInstruction instruction, BinaryOperation operation, FlagSource source)
    {
        int bits = BitsOf(instruction, 0);
        if (bits == 0)
            return false;
        TValue carry = CarryFlag(instruction.IP);
        TValue left = Operand(instruction, 0, bits);
        TValue one = _domain.Constant(1);
        TValue result = _domain.Binary(operation, left, one, bits);
        SetFlags(source, left, one, result, bits);
        State.Flags.HasCarry = true;
        State.Flags.Carry = carry;
        SetOperand(instruction, 0, result, bits);
        return true;
    }

    bool WithCarry(DecodedInstruction instruction, BinaryOperation operation)
    {
        int bits = BitsOf(instruction, 0);
        if (bits == 0)
            return false;
        TValue carry = CarryFlag(instruction.IP);
        bool same = operation == BinaryOperation.Subtract && IsSameRegister(instruction);
        TValue left = same ? _domain.Constant(0) : Operand(instruction, 0, bits);
        TValue right = same ? left : Operand(instruction, 1, bits);
        TValue first = _domain.Binary(operation, left, right, bits);
        TValue result = _domain.Binary(operation, first, carry, bits);

        // Carry out of the first or of the second of the two steps; both never carry at once.
        bool add = operation == BinaryOperation.Add;
        TValue carried = _domain.Binary(
            BinaryOperation.Or,
            add ? _domain.Compare(Relation.Below, first, left, bits) : _domain.Compare(Relation.Below, left, right, bits),
            add ? _domain.Compare(Relation.Below, result, first, bits) : _domain.Compare(Relation.Below, first, carry, bits),
            8);
        SetFlags(add ? FlagSource.Add : FlagSource.Subtract, left, right, result, bits);
        State.Flags.HasCarry = true;
        State.Flags.Carry = carried;
        State.Flags.HasZero = true;
        State.Flags.Zero = _domain.Compare(Relation.Equal, result, _domain.Constant(0), bits);
        State.Flags.HasOverflow = true;
        State.Flags.Overflow = OverflowOf(State.Flags);
        State.Flags.Source = FlagSource.ResultOnly;
        SetOperand(instruction, 0, result, bits);
        return true;
    }

    bool Negate(DecodedInstruction instruction)
    {
        int bits = BitsOf(instruction, 0);
        TValue value = Operand(instruction, 0, bits);
        TValue zero = _domain.Constant(0);
        TValue result = _domain.Binary(BinaryOperation.Subtract, zero, value, bits);
        SetFlags(FlagSource.Subtract, zero, value, result, bits);
        SetOperand(instruction, 0, result, bits);
        return true;
    }

    bool MultiplySigned(DecodedInstruction instruction)
    {
        int bits = BitsOf(instruction, 0);
        int first = instruction.OpCount == 3 ? 1 : 0;
        TValue left = Operand(instruction, first, bits);
        TValue right = Operand(instruction, first + 1, bits);
        TValue low = _domain.Binary(BinaryOperation.Multiply, left, right, bits);
        OverflowWhen(low, _domain.Binary(BinaryOperation.MultiplyHighSigned, left, right, bits), SignOf(low, bits), bits);
        SetOperand(instruction, 0, low, bits);
        return true;
    }

    bool MultiplyWide(DecodedInstruction instruction, BinaryOperation operation)
    {
        int bits = BitsOf(instruction, 0);
        TValue left = Read(Accumulator(bits));
        TValue right = Operand(instruction, 0, bits);
        TValue low = _domain.Binary(BinaryOperation.Multiply, left, right, bits);
        TValue high = _domain.Binary(operation, left, right, bits);
        OverflowWhen(low, high, operation == BinaryOperation.MultiplyHigh ? _domain.Constant(0) : SignOf(low, bits), bits);
        Write(Accumulator(bits), low);
        Write(Upper(bits), high);
        return true;
    }

    // After a multiplication carry and overflow say that the high half holds more than the low one's extension; the rest is undefined.
    void OverflowWhen(TValue low, TValue high, TValue fits, int bits)
    {
        TValue overflow = _domain.Compare(Relation.NotEqual, high, fits, bits);
        State.Flags = new MachineFlags<TValue> { HasCarry = true, Carry = overflow, HasOverflow = true, Overflow = overflow, Result = low };
    }

    bool Divide(DecodedInstruction instruction, bool signed)
    {
        int bits = BitsOf(instruction, 0);
        TValue low = bits == 8 ? Read(Register.AL) : Read(Accumulator(bits));
        TValue high = Read(Upper(bits));
        TValue divisor = Operand(instruction, 0, bits);
        TValue quotient = _domain.Quotient(high, low, divisor, bits, signed);
        TValue remainder = _domain.Remainder(high, low, divisor, bits, signed);
        Write(Accumulator(bits), quotient);
        Write(Upper(bits), remainder);
        State.Flags = default;
        return true;
    }

    static Register Accumulator(int bits) => bits switch { 8 => Register.AL, 16 => Register.AX, 32 => Register.EAX, _ => Register.RAX };

    static Register Upper(int bits) => bits switch { 8 => Register.AH, 16 => Register.DX, 32 => Register.EDX, _ => Register.RDX };

    void SetFlags(FlagSource source, TValue left, TValue right, TValue result, int bits) => State.Flags = new MachineFlags<TValue>
    {
        Source = source,
        Left = left,
        Right = right,
        Result = result,
        Bits = (byte)bits,
    };
}
