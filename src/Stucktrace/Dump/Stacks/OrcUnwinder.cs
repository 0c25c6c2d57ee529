using Stucktrace.Dump.Registers;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Stacks;

/// <summary>One step up a stack by the kernel's own unwind tables (ORC; what its entries mean: arch/x86/kernel/unwind_orc.c, 4.14 to 7.1).</summary>
sealed class OrcUnwinder(DumpedCode code)
{
    readonly AddressSpace _memory = code.Memory;

    /// <summary>Takes a step.</summary>
    /// <param name="state">Where the reading stands.</param>
    /// <param name="next">Where it stands then.</param>
    internal StackStep Step(in UnwindState state, out UnwindState next)
    {
        next = default;
        if (code.OrcAt(state.LookUp) is not { } entry || entry.Kind == OrcKind.Undefined)
            return StackStep.NotApplicable;
        if (entry.Kind == OrcKind.EndOfStack)
            return StackStep.End;
        StackStep last = StackStep.NotApplicable;

        // Up to 5.11 the offset was added before the word behind rsp was read, later to what was read; only one way leads to code.
        for (int way = 0; way < (entry.StackBase == OrcRegister.SpIndirect ? 2 : 1); way++)
        {
            if (PreviousStack(state, entry, way == 1, out ulong stack) is not MemoryState.Present)
                last = StackStep.NotInDump;
            else if ((last = At(stack, state, entry, out next)) is StackStep.Interrupted or StackStep.User || (last == StackStep.Caller && code.IsCode(next.Address)))
                return last;
        }

        return last;
    }

    MemoryState PreviousStack(in UnwindState state, in OrcEntry entry, bool offsetFirst, out ulong stack)
    {
        ulong offset = unchecked((ulong)entry.StackOffset);
        MemoryState read = MemoryState.Present;
        stack = 0;
        switch (entry.StackBase)
        {
            case OrcRegister.Sp:
                stack = unchecked(state.StackPointer + offset);
                break;
            case OrcRegister.Bp:
                stack = unchecked(state.FramePointer + offset);
                break;
            case OrcRegister.SpIndirect:
                read = _memory.ReadNumber(unchecked(state.StackPointer + (offsetFirst ? offset : 0)), 8, out ulong word);
                stack = unchecked(word + (offsetFirst ? 0 : offset));
                break;
            case OrcRegister.BpIndirect:
                read = _memory.ReadNumber(unchecked(state.FramePointer + offset), 8, out stack);
                break;
            default:
                return Number(entry.StackBase) is >= 0 and int number && state.Registers is { } registers
                    ? Given(unchecked(registers.Values[number] + offset), out stack) : MemoryState.Unmapped;
        }

        return read;
    }

    StackStep At(ulong stack, in UnwindState state, in OrcEntry entry, out UnwindState next)
    {
        next = default;
        if (stack % 8 != 0 || stack < 1ul << 63)
            return StackStep.NotInDump;
        if (!TryFramePointer(stack, state, entry, out ulong frame))
            return StackStep.NotInDump;
        switch (entry.Kind)
        {
            case OrcKind.Call:
                if (_memory.Number(stack - 8) is not { } address)
                    return StackStep.NotInDump;
                next = new UnwindState(address, stack, frame, stack - 8, FrameMethod.Orc, false, null);
                return address == 0 ? StackStep.End : StackStep.Caller;
            case OrcKind.Registers:
                Span<byte> all = stackalloc byte[PtRegs.Size];
                if (_memory.Read(stack, all) != MemoryState.Present)
                    return StackStep.NotInDump;
                DumpedRegisters registers = PtRegs.Read(all, RegisterOrigin.InterruptFrame, stack);
                next = UnwindState.At(registers, FrameMethod.Orc);
                return Arrived(registers);
            default:
                Span<byte> part = stackalloc byte[PtRegs.Size - PtRegs.HardwareFrame];
                if (_memory.Read(stack, part) != MemoryState.Present)
                    return StackStep.NotInDump;
                Span<byte> padded = stackalloc byte[PtRegs.Size];
                padded.Clear();
                part.CopyTo(padded[PtRegs.HardwareFrame..]);
                DumpedRegisters saved = PtRegs.Read(padded, RegisterOrigin.InterruptFrame, stack);
                next = new UnwindState(saved.InstructionPointer, saved.StackPointer, frame, saved.StackPointer, FrameMethod.Orc, true, EntryStart.Restore(code, state, saved));
                return Arrived(saved);
        }
    }

    // Saved registers hold the code segment of the kernel or of a program. (A call of a null pointer is interrupted where no code is; Xen has segments of its own.)
    StackStep Arrived(DumpedRegisters saved) => saved.InUserMode ? StackStep.User
        : saved.CodeSegment == PtRegsCheck.KernelCode || code.IsCode(saved.InstructionPointer) ? StackStep.Interrupted : StackStep.NotApplicable;

    bool TryFramePointer(ulong stack, in UnwindState state, in OrcEntry entry, out ulong frame)
    {
        frame = state.FramePointer;
        return entry.FrameBase switch
        {
            OrcRegister.PreviousStackPointer => _memory.ReadNumber(unchecked(stack + (ulong)entry.FrameOffset), 8, out frame) == MemoryState.Present,
            OrcRegister.Bp => _memory.ReadNumber(unchecked(state.FramePointer + (ulong)entry.FrameOffset), 8, out frame) == MemoryState.Present,
            _ => true,
        };
    }

    static MemoryState Given(ulong value, out ulong stack)
    {
        stack = value;
        return MemoryState.Present;
    }

    // The processor's numbers.
    static int Number(OrcRegister register) => register switch
    {
        OrcRegister.Ax => 0,
        OrcRegister.Dx => 2,
        OrcRegister.Di => 7,
        OrcRegister.R10 => 10,
        OrcRegister.R13 => 13,
        _ => -1,
    };
}
