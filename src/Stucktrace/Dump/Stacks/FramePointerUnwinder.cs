using Iced.Intel;
using Stucktrace.Dump.Registers;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Stacks;

/// <summary>One step up a stack by the chain of saved frame pointers, where each link is confirmed by a call that leads to the function below.</summary>
sealed class FramePointerUnwinder(DumpedCode code, CallSites calls)
{
    const int Prologue = 32;

    readonly AddressSpace _memory = code.Memory;

    /// <summary>Takes a step.</summary>
    /// <param name="state">Where the reading stands.</param>
    /// <param name="limit">Where the stack ends.</param>
    /// <param name="next">Where it stands then.</param>
    internal StackStep Step(in UnwindState state, ulong limit, out UnwindState next)
    {
        next = default;
        if (state.Interrupted && BeforeItsFrame(state) is { } below)
            return IsCaller(state, below, out ulong first) ? Found(first, below + 8, state.FramePointer, below, out next) : StackStep.NotApplicable;
        ulong frame = state.FramePointer;

        // Since 4.9 an interrupt leaves the address of its saved registers in rbp, marked by the lowest bit (arch/x86/include/asm/frame.h).
        if ((frame & 7) == 1 && frame - 1 >= state.StackPointer && frame < limit)
            return Saved(frame - 1, out next);
        if (frame % 8 != 0 || frame < state.StackPointer || frame > limit - 16 || limit < 16 || !IsCaller(state, frame + 8, out ulong address) ||
            _memory.Number(frame) is not { } saved)
        {
            return StackStep.NotApplicable;
        }

        return Found(address, frame + 16, saved, frame + 8, out next);
    }

    StackStep Saved(ulong at, out UnwindState next)
    {
        next = default;
        Span<byte> bytes = stackalloc byte[PtRegs.Size];
        if (_memory.Read(at, bytes) != MemoryState.Present)
            return StackStep.NotInDump;
        DumpedRegisters registers = PtRegs.Read(bytes, RegisterOrigin.InterruptFrame, at);
        next = UnwindState.At(registers, FrameMethod.InterruptFrame);
        ReadOnlySpan<byte> hardware = bytes[PtRegs.HardwareFrame..];
        return PtRegsCheck.IsUser(hardware) ? StackStep.User
            : PtRegsCheck.IsKernel(hardware, at + PtRegs.Size, code.IsCode, sameStack: false) ? StackStep.Interrupted : StackStep.NotApplicable;
    }

    bool IsCaller(in UnwindState state, ulong slot, out ulong address)
    {
        address = _memory.Number(slot) ?? 0;
        return address != 0 && calls.Before(address, out ulong target) switch
        {
            CallKindBefore.Indirect => true,
            CallKindBefore.Direct => code.FunctionAt(state.LookUp) is not { } function || calls.Fit(target, function.Start) != CallFit.No,
            _ => false,
        };
    }

    static StackStep Found(ulong address, ulong stack, ulong frame, ulong slot, out UnwindState next)
    {
        next = new UnwindState(address, stack, frame, slot, FrameMethod.FramePointer, false, null);
        return StackStep.Caller;
    }

    // A function that was interrupted before it made its frame: where its return address lies.
    ulong? BeforeItsFrame(in UnwindState state)
    {
        if (code.FunctionAt(state.Address) is not { } function || state.Address - function.Start > Prologue)
            return null;
        byte[] bytes = new byte[Prologue];
        if (_memory.Read(function.Start, bytes) != MemoryState.Present)
            return null;
        var decoder = Decoder.Create(64, new ByteArrayCodeReader(bytes));
        decoder.IP = function.Start;
        bool pushed = false;
        while (decoder.IP < state.Address)
        {
            decoder.Decode(out Instruction instruction);
            if (instruction.Code == Iced.Intel.Code.Push_r64 && instruction.Op0Register == Register.RBP)
                pushed = true;
            else if (pushed && instruction.Code is Iced.Intel.Code.Mov_rm64_r64 or Iced.Intel.Code.Mov_r64_rm64 &&
                instruction.Op0Register == Register.RBP && instruction.Op1Register == Register.RSP)
                return null;
            else if (instruction.Mnemonic is not (Mnemonic.Nop or Mnemonic.Endbr64) && instruction.FlowControl != FlowControl.Call)
                return null;
        }

        return pushed ? state.StackPointer + 8 : state.StackPointer;
    }
}
