using Iced.Intel;

namespace Stucktrace.Machine;

/// <summary>Conditions, read from what the flags are the result of: cmp a,b and jne is a ≠ b.</summary>
public sealed partial class InstructionSemantics<TValue, TDomain, TMemory>
{
    /// <summary>Whether a condition holds now: 1 or 0.</summary>
    /// <param name="condition">Condition code of a jcc, setcc or cmovcc.</param>
    /// <param name="at">Address of the instruction.</param>
    public TValue Holds(ConditionCode condition, ulong at) => condition switch
    {
        ConditionCode.e => ZeroFlag(at),
        ConditionCode.ne => Not(ZeroFlag(at)),
        ConditionCode.b => CarryFlag(at),
        ConditionCode.ae => Not(CarryFlag(at)),
        ConditionCode.be => BelowOrEqual(at),
        ConditionCode.a => Not(BelowOrEqual(at)),
        ConditionCode.s => SignFlag(at),
        ConditionCode.ns => Not(SignFlag(at)),
        ConditionCode.l => Less(at),
        ConditionCode.ge => Not(Less(at)),
        ConditionCode.le => LessOrEqual(at),
        ConditionCode.g => Not(LessOrEqual(at)),
        ConditionCode.o => OverflowFlag(at),
        ConditionCode.no => Not(OverflowFlag(at)),
        ConditionCode.p => ParityFlag(at),
        ConditionCode.np => Not(ParityFlag(at)),
        _ => _domain.Unknown(UnknownReason.NotUnderstood, at, 1),
    };

    TValue Not(TValue condition) => _domain.Compare(Relation.Equal, condition, _domain.Constant(0), 8);

    bool IsPlain(FlagSource source) => State.Flags.Source == source && !State.Flags.HasCarry && !State.Flags.HasZero && !State.Flags.HasOverflow;

    TValue Result()
    {
        ref MachineFlags<TValue> flags = ref State.Flags;

        // cmp does not keep its difference; make it when something asks for it.
        return flags.Source == FlagSource.Subtract ? _domain.Binary(BinaryOperation.Subtract, flags.Left, flags.Right, flags.Bits) : flags.Result;
    }

    TValue ZeroFlag(ulong at)
    {
        ref MachineFlags<TValue> flags = ref State.Flags;
        if (flags.HasZero)
            return flags.Zero;
        return flags.Source switch
        {
            FlagSource.Unknown => _domain.Unknown(UnknownReason.Undefined, at, 1),
            FlagSource.Subtract => _domain.Compare(Relation.Equal, flags.Left, flags.Right, flags.Bits),
            _ => _domain.Compare(Relation.Equal, flags.Result, _domain.Constant(0), flags.Bits),
        };
    }

    TValue CarryFlag(ulong at)
    {
        ref MachineFlags<TValue> flags = ref State.Flags;
        if (flags.HasCarry)
            return flags.Carry;
        return flags.Source switch
        {
            FlagSource.Subtract => _domain.Compare(Relation.Below, flags.Left, flags.Right, flags.Bits),
            FlagSource.Add => _domain.Compare(Relation.Below, flags.Result, flags.Left, flags.Bits),
            FlagSource.Logic => _domain.Constant(0),
            _ => _domain.Unknown(UnknownReason.Undefined, at, 1),
        };
    }

    TValue SignFlag(ulong at)
    {
        ref MachineFlags<TValue> flags = ref State.Flags;
        return flags.Source == FlagSource.Unknown
            ? _domain.Unknown(UnknownReason.Undefined, at, 1)
            : _domain.Compare(Relation.Less, Result(), _domain.Constant(0), flags.Bits);
    }

    TValue OverflowFlag(ulong at)
    {
        ref MachineFlags<TValue> flags = ref State.Flags;
        if (flags.HasOverflow)
            return flags.Overflow;
        return flags.Source switch
        {
            FlagSource.Logic => _domain.Constant(0),
            FlagSource.Add or FlagSource.Subtract => OverflowOf(flags),
            _ => _domain.Unknown(UnknownReason.Undefined, at, 1),
        };
    }

    // Added numbers overflow when both have the sign that the sum has not; subtracted ones when they differ in sign and the result leaves the first's.
    TValue OverflowOf(in MachineFlags<TValue> flags)
    {
        int bits = flags.Bits;
        TValue result = flags.Source == FlagSource.Subtract && !flags.HasCarry
            ? _domain.Binary(BinaryOperation.Subtract, flags.Left, flags.Right, bits)
            : flags.Result;
        TValue changed = _domain.Binary(BinaryOperation.Xor, flags.Left, result, bits);
        TValue other = flags.Source == FlagSource.Add
            ? _domain.Binary(BinaryOperation.Xor, flags.Right, result, bits)
            : _domain.Binary(BinaryOperation.Xor, flags.Left, flags.Right, bits);
        return _domain.Compare(Relation.Less, _domain.Binary(BinaryOperation.And, changed, other, bits), _domain.Constant(0), bits);
    }

    TValue ParityFlag(ulong at)
    {
        if (State.Flags.Source == FlagSource.Unknown)
            return _domain.Unknown(UnknownReason.Undefined, at, 1);
        TValue ones = _domain.Unary(UnaryOperation.CountOnes, _domain.Truncate(Result(), 8), 8);
        return Not(_domain.Binary(BinaryOperation.And, ones, _domain.Constant(1), 8));
    }

    TValue BelowOrEqual(ulong at) => IsPlain(FlagSource.Subtract)
        ? _domain.Compare(Relation.BelowOrEqual, State.Flags.Left, State.Flags.Right, State.Flags.Bits)
        : _domain.Binary(BinaryOperation.Or, CarryFlag(at), ZeroFlag(at), 8);

    TValue Less(ulong at)
    {
        ref MachineFlags<TValue> flags = ref State.Flags;
        if (flags.Source == FlagSource.Subtract && !flags.HasOverflow)
            return _domain.Compare(Relation.Less, flags.Left, flags.Right, flags.Bits);
        return flags.Source == FlagSource.Logic && !flags.HasOverflow ? SignFlag(at) : _domain.Binary(BinaryOperation.Xor, SignFlag(at), OverflowFlag(at), 8);
    }

    TValue LessOrEqual(ulong at)
    {
        ref MachineFlags<TValue> flags = ref State.Flags;
        if (flags.HasOverflow || flags.HasZero)
            return _domain.Binary(BinaryOperation.Or, Less(at), ZeroFlag(at), 8);
        return flags.Source switch
        {
            FlagSource.Subtract => _domain.Compare(Relation.LessOrEqual, flags.Left, flags.Right, flags.Bits),
            FlagSource.Logic => _domain.Compare(Relation.LessOrEqual, flags.Result, _domain.Constant(0), flags.Bits),
            _ => _domain.Binary(BinaryOperation.Or, Less(at), ZeroFlag(at), 8),
        };
    }
}
