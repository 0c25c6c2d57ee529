using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Stacks;

/// <summary>Reads one stack from a starting point to its end: at each frame by the surest method that applies.</summary>
sealed class StackWalk(DumpedCode code, OrcUnwinder orc, FramePointerUnwinder pointers, ScanUnwinder scan, StackRegions regions, int unsaved, DumpedTask? task)
{
    readonly List<ContextLayer> _layers = [];
    readonly List<DumpedFrame> _frames = [];
    readonly HashSet<(ulong, ulong)> _seen = [];
    DumpedRegisters? _registers;
    int _count;

    internal StackLayers Read(UnwindState state)
    {
        _registers = state.Registers;
        if (state.Registers is { InUserMode: true } program)
            return new StackLayers([new ContextLayer(program, [], true)], StackEnding.UserMode);
        while (true)
        {
            if (_count++ >= ReadLimits.MaxStackFrames || !_seen.Add((state.Address, state.StackPointer)))
                return Finish(StackEnding.TooLong);
            _frames.Add(FrameAt(state));
            switch (Step(state, out UnwindState next))
            {
                case StackStep.Caller:
                    state = next;
                    break;
                case StackStep.Interrupted:
                    if (next is { Method: FrameMethod.InterruptFrame, Registers: { } saved } && EntryCode.IsInterrupt(_frames[^1].Symbol))
                        next = LeftOut(next, saved);
                    Close();
                    _registers = next.Registers;
                    state = next;
                    break;
                case StackStep.User:
                    Close();
                    _layers.Add(new ContextLayer(next.Registers, [], true));
                    return new StackLayers([.. _layers], StackEnding.UserMode);
                case StackStep.End:
                    return Finish(StackEnding.Complete);
                case StackStep.NotInDump:
                    return Finish(StackEnding.NotInDump);
                default:
                    return Finish(StackEnding.Lost);
            }
        }
    }

    StackStep Step(in UnwindState state, out UnwindState next)
    {
        StackStep step = StackStep.NotApplicable;
        next = default;
        if (!Trampolines.Contains(code.FunctionAt(state.Address)?.Name ?? string.Empty))
        {
            step = orc.Step(state, out next);
            if (step is not (StackStep.NotApplicable or StackStep.NotInDump) && (step != StackStep.Caller || IsAddress(next.Address)))
                return step;
        }

        // Above the first frame of a kernel thread or of an idle task there is nothing but room for registers.
        if (regions.IsOwn(state.StackPointer, task) && IsAtTop(state.StackPointer))
            return scan.UserRegisters(task!) is { } registers && task!.Mm != 0 ? Program(registers, out next) : StackStep.End;
        StackStep other = scan.Entered(state, task, out next);
        if (other != StackStep.NotApplicable)
            return other;
        other = pointers.Step(state, regions.LimitOf(state.StackPointer, task), out next);
        if (other != StackStep.NotApplicable)
            return other;
        if (state is { Interrupted: true } && !code.IsCode(state.Address) && CalledNothing(state, out next))
            return StackStep.Caller;
        other = scan.Step(state, task, out next);
        return other == StackStep.NotApplicable && step == StackStep.NotInDump ? step : other;
    }

    // Up to 3.0 the word of rbx holds rbp (Kernel/SavedRegisters).
    UnwindState LeftOut(in UnwindState state, DumpedRegisters saved) => state with
    {
        Registers = saved with { Unsaved = unsaved },
        FramePointer = (unsaved & (1 << 5)) != 0 ? saved.Values[3] : state.FramePointer,
    };

    // A call of an address where no code is: nothing but the return address is on the stack yet.
    bool CalledNothing(in UnwindState state, out UnwindState next)
    {
        next = default;
        if (code.Memory.Number(state.StackPointer) is not { } address || !code.IsCode(address))
            return false;
        next = new UnwindState(address, state.StackPointer + 8, state.FramePointer, state.StackPointer, FrameMethod.CheckedScan, false, null);
        return true;
    }

    static StackStep Program(DumpedRegisters registers, out UnwindState next)
    {
        next = UnwindState.At(registers, FrameMethod.InterruptFrame);
        return StackStep.User;
    }

    bool IsAtTop(ulong pointer) => task!.Stack + regions.SizeOf(task) - pointer <= Registers.PtRegs.Size + 32;

    // Code that is in no symbol table (a program of BPF, a trampoline) is mapped all the same.
    bool IsAddress(ulong address) =>
        code.IsCode(address) || (address >= 1ul << 63 && code.Memory.Translate(address, out _) == MemoryState.Present && !regions.IsOwn(address, task));

    DumpedFrame FrameAt(in UnwindState state)
    {
        // A call may be the last instruction of its function: the function is that of the call. What is printed is the address, from that function's begin.
        CodeSymbol? function = code.FunctionAt(state.LookUp);
        return new DumpedFrame(
            state.Address, function?.Name, function is { } known ? state.Address - known.Start : 0, function?.Size ?? 0, code.ModuleAt(state.LookUp)?.Name,
            state.Method, state.Slot, state.Interrupted);
    }

    StackLayers Finish(StackEnding ending)
    {
        Close();
        return new StackLayers([.. _layers], ending);
    }

    void Close()
    {
        _layers.Add(new ContextLayer(_registers, [.. _frames]));
        _frames.Clear();
        _registers = null;
    }

    // What stands in place of a return address while a traced function runs (kernel/trace/fgraph.c, kernel/kprobes.c and rethook.c): the tables tell
    // nothing of whom it returns to.
    static readonly ImmutableHashSet<string> Trampolines =
        ["return_to_handler", "kretprobe_trampoline", "__kretprobe_trampoline", "arch_rethook_trampoline"];
}
