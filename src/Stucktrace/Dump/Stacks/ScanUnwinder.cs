using System.Buffers.Binary;
using Stucktrace.Dump.Registers;
using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Stacks;

/// <summary>
/// One step up a stack without tables: the nearest word that a call of this very function left there; else the nearest that a call through a pointer left;
/// else the nearest behind any call. Saved registers are recognised where code that saves them stands.
/// </summary>
sealed class ScanUnwinder(DumpedCode code, CallSites calls, StackRegions regions)
{
    // How far from the stack pointer of the code that saves registers they may begin: above it lie error code and alignment; below it what old kernels
    // leave out (SAVE_ARGS of 2.6.32 begins at r11, SAVE_ARGS_IRQ of 3.10 at rbp).
    const int NearBytes = 256, LeftOut = 64;

    // Where the link to the other stack lies, below the interrupt stack's top: kernels up to 5.2 keep 64 bytes free above it.
    const int LinkBytes = 128;

    readonly AddressSpace _memory = code.Memory;

    /// <summary>Takes a step.</summary>
    /// <param name="state">Where the reading stands.</param>
    /// <param name="task">The task whose stack it may be.</param>
    /// <param name="next">Where it stands then.</param>
    internal StackStep Step(in UnwindState state, DumpedTask? task, out UnwindState next)
    {
        next = default;
        ulong start = (state.StackPointer + 7) & ~7ul, limit = regions.LimitOf(start, task);
        byte[] words = Read(start, limit, out bool cut);
        CodeSymbol? function = code.FunctionAt(state.LookUp);
        (ulong Address, ulong Slot)? call = null, indirect = null, other = null;
        for (int at = 0; at + 8 <= words.Length && call is null; at += 8)
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(words.AsSpan(at));
            if (!code.IsCode(word))
                continue;
            (ulong, ulong) found = (word, start + (ulong)at);
            CallKindBefore kind = calls.Before(word, out ulong target);
            CallFit fit = kind switch
            {
                CallKindBefore.Indirect => CallFit.Possible,
                CallKindBefore.Direct when function is { } callee => calls.Fit(target, callee.Start),
                _ => CallFit.No,
            };
            if (fit == CallFit.Certain)
                call = found;
            else if (fit == CallFit.Possible)
                indirect ??= found;
            else if (kind == CallKindBefore.Direct)
                other ??= found;
        }

        if ((call ?? indirect ?? other) is not { } best)
            return cut ? StackStep.NotInDump : StackStep.NotApplicable;
        next = new UnwindState(best.Address, best.Slot + 8, state.FramePointer, best.Slot, call is null ? FrameMethod.Scan : FrameMethod.CheckedScan, false, null);
        return StackStep.Caller;
    }

    /// <summary>A step from the code that saves registers when the kernel is entered: its caller is what was interrupted.</summary>
    /// <param name="state">Where the reading stands.</param>
    /// <param name="task">The task whose stack it may be.</param>
    /// <param name="next">Where it stands then.</param>
    internal StackStep Entered(in UnwindState state, DumpedTask? task, out UnwindState next)
    {
        next = default;
        if (code.FunctionAt(state.LookUp) is not { Module: null } function || !EntryCode.Is(function.Name))
            return StackStep.NotApplicable;
        ulong start = (state.StackPointer + 7) & ~7ul;
        return Registers(start, task, out next) ?? OtherStack(start, task, out next) ?? StackStep.NotApplicable;
    }

    /// <summary>The registers that a program left at the very top of a task's stack as it entered the kernel.</summary>
    internal DumpedRegisters? UserRegisters(DumpedTask task)
    {
        ulong at = task.Stack + regions.SizeOf(task) - PtRegs.Size;
        Span<byte> bytes = stackalloc byte[PtRegs.Size];

        // Kernels that can return through FRED keep 16 bytes above (TOP_OF_KERNEL_STACK_PADDING, 6.9).
        for (int padding = 0; padding <= 16; padding += 16)
        {
            if (_memory.Read(at - (ulong)padding, bytes) == MemoryState.Present && PtRegsCheck.IsUser(bytes[PtRegs.HardwareFrame..]))
                return PtRegs.Read(bytes, RegisterOrigin.InterruptFrame, at - (ulong)padding);
        }

        return null;
    }

    // An interrupt's stack ends in the stack pointer of what was interrupted (arch/x86/kernel/entry_64.S of 2.6.32 to irq_stack.h of 6.12).
    StackStep? OtherStack(ulong start, DumpedTask? task, out UnwindState next)
    {
        next = default;
        if (regions.IsOwn(start, task))
            return null;
        byte[] words = Read(start, regions.LimitOf(start, task), out _);
        for (int at = (words.Length & ~7) - 8; at >= 0 && at >= words.Length - LinkBytes; at -= 8)
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(words.AsSpan(at));
            if (word % 8 == 0 && regions.IsOwn(word, task) && Registers(word, task, out next) is { } step)
                return step;
        }

        return null;
    }

    StackStep? Registers(ulong pointer, DumpedTask? task, out UnwindState next)
    {
        next = default;
        ulong start = pointer < LeftOut ? 0 : pointer - LeftOut;
        byte[] words = Read(start, Math.Min(regions.LimitOf(pointer, task), start + LeftOut + NearBytes + PtRegs.Size), out _);
        for (int at = 0; at + PtRegs.Size <= words.Length; at += 8)
        {
            ReadOnlySpan<byte> bytes = words.AsSpan(at, PtRegs.Size), hardware = bytes[PtRegs.HardwareFrame..];
            ulong address = start + (ulong)at;
            bool user = PtRegsCheck.IsUser(hardware);
            if (!user && !PtRegsCheck.IsKernel(hardware, address + PtRegs.Size, code.IsCode, sameStack: true))
                continue;
            next = UnwindState.At(PtRegs.Read(bytes, RegisterOrigin.InterruptFrame, address), FrameMethod.InterruptFrame);
            return user ? StackStep.User : StackStep.Interrupted;
        }

        return null;
    }

    byte[] Read(ulong start, ulong limit, out bool cut)
    {
        ulong length = limit > start ? Math.Min(limit - start, ReadLimits.MaxScannedStack) : 0;
        byte[] words = code.BytesAt(start, length);
        cut = (ulong)words.Length < length;
        return words;
    }
}
