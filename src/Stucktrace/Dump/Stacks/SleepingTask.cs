using Iced.Intel;
using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Stacks;

/// <summary>Where the tasks that are not running left off: what the switch to another task saved on their stacks.</summary>
sealed class SleepingTask(DumpedMachine machine, DumpedCode code)
{
    // struct inactive_task_frame, arch/x86/include/asm/switch_to.h, 4.9 to 6.12: r15 r14 r13 r12 rbx rbp, return address.
    const ulong SavedFramePointer = 40, ReturnAddress = 48;

    readonly ulong _framePointer = Offset(machine, "bp", SavedFramePointer), _returnAddress = Offset(machine, "ret_addr", ReturnAddress);
    readonly Lazy<ulong?> _oldSwitch = new(() => OldSwitch(machine, code));

    /// <summary>The state to begin at, or null when the task's stack is not in the dump or holds nothing like it.</summary>
    internal UnwindState? Start(DumpedTask task)
    {
        AddressSpace memory = code.Memory;
        ulong pointer = task.SavedStackPointer;
        if (pointer == 0 || pointer % 8 != 0)
            return null;
        if (_oldSwitch.Value is null && memory.Number(pointer + _returnAddress) is { } address && code.IsCode(address))
        {
            ulong slot = pointer + _returnAddress;
            return new UnwindState(address, slot + 8, memory.Number(pointer + _framePointer) ?? 0, slot, FrameMethod.Registers, IsFunction(address), null);
        }

        // Up to 4.8: flags, rbp, and the task goes on behind the call of __switch_to (arch/x86/include/asm/system.h of 2.6.32, switch_to.h of 3.10 and 4.4).
        return _oldSwitch.Value is { } place && memory.Number(pointer) is { } frame && memory.Number(pointer + 8) is not null
            ? new UnwindState(place, pointer + 16, frame, pointer, FrameMethod.Registers, false, null) : null;
    }

    // A task that never ran goes on at the very begin of ret_from_fork: nothing was called there.
    bool IsFunction(ulong address) => code.FunctionAt(address) is { } function && function.Start == address;

    static ulong Offset(DumpedMachine machine, string field, ulong usual) =>
        machine.Kernel.Types.Field("inactive_task_frame", field) is { Offset: >= 0 and < 256 } place ? (ulong)place.Offset : usual;

    // Where tasks go on in kernels up to 4.8; null for later ones, which switch in __switch_to_asm.
    static ulong? OldSwitch(DumpedMachine machine, DumpedCode code)
    {
        if (machine.Kernel.Symbols.Find("__switch_to_asm") is not null || machine.Kernel.Types.SizeOf("inactive_task_frame") is not null)
            return null;
        if (machine.Kernel.Symbols.Find("thread_return") is { } marked)
            return marked;
        if (machine.Kernel.Symbols.Find("__switch_to") is not { } wanted)
            return null;
        foreach (string name in (ReadOnlySpan<string>)["__schedule", "schedule"])
        {
            if (machine.Kernel.Symbols.Find(name) is not { } start || code.FunctionAt(start) is not { Size: > 0 } function)
                continue;
            var reader = new ByteArrayCodeReader(code.BytesAt(start, Math.Min(function.Size, ReadLimits.MaxSearchedFunctionBytes)));
            var decoder = Decoder.Create(64, reader);
            decoder.IP = start;
            while (reader.CanReadByte)
            {
                decoder.Decode(out Instruction instruction);
                if (instruction.FlowControl == FlowControl.Call && instruction.NearBranchTarget == wanted)
                    return instruction.NextIP;
            }
        }

        return null;
    }
}
