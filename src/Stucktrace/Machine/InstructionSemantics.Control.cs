using Iced.Intel;

namespace Stucktrace.Machine;

/// <summary>Jumps, calls, returns and the instructions that few programs contain.</summary>
public sealed partial class InstructionSemantics<TValue, TDomain, TMemory>
{
    Step<TValue> Control(DecodedInstruction instruction)
    {
        TValue none = default!;
        switch (instruction.Raw.FlowControl)
        {
            case FlowControl.UnconditionalBranch:
                return new Step<TValue>(StepKind.Jump, none, _domain.Constant(instruction.Target));
            case FlowControl.ConditionalBranch:
                return new Step<TValue>(StepKind.Branch, BranchCondition(instruction), _domain.Constant(instruction.Target));
            case FlowControl.IndirectBranch:
                return new Step<TValue>(StepKind.Jump, none, Operand(instruction, 0, 64));
            case FlowControl.Call:
                return new Step<TValue>(StepKind.Call, none, _domain.Constant(instruction.Target));
            case FlowControl.IndirectCall:
                return new Step<TValue>(StepKind.Call, none, Operand(instruction, 0, 64));
            case FlowControl.Return when instruction.Mnemonic == Mnemonic.Ret && instruction.OpCount == 0:
                TValue target = Pop(instruction.IP);
                return new Step<TValue>(StepKind.Return, none, target);
            case FlowControl.Interrupt or FlowControl.Exception:
                return new Step<TValue>(StepKind.Trap, none, none);
        }

        if (instruction.Raw.IsStringInstruction && instruction.MemoryBytes is 1 or 2 or 4 or 8 && !IsPort(instruction.Mnemonic))
            return StringElement(instruction);
        if (instruction.Mnemonic is Mnemonic.Rdtsc or Mnemonic.Rdtscp or Mnemonic.In or Mnemonic.Rdmsr or Mnemonic.Rdrand or Mnemonic.Cpuid)
        {
            // A hypervisor's back door (VMware's, port 0x5658) answers in more registers than the processor writes.
            if (instruction.Mnemonic == Mnemonic.In && _domain.TryGetConstant(Read(Register.EAX), out ulong magic) && magic == 0x564d5868)
            {
                foreach (Register register in (ReadOnlySpan<Register>)[Register.RBX, Register.RCX, Register.RDX, Register.RSI, Register.RDI, Register.RBP])
                    Write(register, _domain.Unknown(UnknownReason.Outside, instruction.IP, 64));
            }

            Forget(instruction, UnknownReason.Outside);
            return new Step<TValue>(StepKind.Next, none, none);
        }

        return NotUnderstood(instruction);
    }

    static bool IsPort(Mnemonic mnemonic) => mnemonic is Mnemonic.Insb or Mnemonic.Insw or Mnemonic.Insd or Mnemonic.Outsb or Mnemonic.Outsw or Mnemonic.Outsd;

    static bool IsLoop(Mnemonic mnemonic) => mnemonic is Mnemonic.Loop or Mnemonic.Loope or Mnemonic.Loopne;

    TValue BranchCondition(DecodedInstruction instruction)
    {
        if (instruction.ConditionCode != ConditionCode.None && !IsLoop(instruction.Mnemonic))
            return Holds(instruction.ConditionCode, instruction.IP);
        if (instruction.Mnemonic is Mnemonic.Jrcxz)
            return _domain.Compare(Relation.Equal, Read(Register.RCX), _domain.Constant(0), 64);
        if (instruction.Mnemonic is Mnemonic.Jecxz)
            return _domain.Compare(Relation.Equal, Read(Register.ECX), _domain.Constant(0), 32);
        if (instruction.Mnemonic is Mnemonic.Loop or Mnemonic.Loope or Mnemonic.Loopne)
        {
            TValue count = _domain.Binary(BinaryOperation.Subtract, Read(Register.RCX), _domain.Constant(1), 64);
            Write(Register.RCX, count);
            TValue left = _domain.Compare(Relation.NotEqual, count, _domain.Constant(0), 64);
            return instruction.Mnemonic switch
            {
                Mnemonic.Loope => _domain.Binary(BinaryOperation.And, left, ZeroFlag(instruction.IP), 8),
                Mnemonic.Loopne => _domain.Binary(BinaryOperation.And, left, Not(ZeroFlag(instruction.IP)), 8),
                _ => left,
            };
        }

        return _domain.Unknown(UnknownReason.NotUnderstood, instruction.IP, 1);
    }
}
