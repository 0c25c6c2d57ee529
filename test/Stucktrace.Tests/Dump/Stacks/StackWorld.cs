using System.Buffers.Binary;
using Stucktrace.Dump;
using Stucktrace.Dump.Stacks;
using Stucktrace.Formats;
using Stucktrace.Formats.Tests.Vmcore;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Tests.Dump.Stacks;

/// <summary>A machine made for one stack: functions that call each other, an unwind table, and a task whose stack is written word by word.</summary>
sealed class StackWorld
{
    internal const ulong KernelCode = 0x10, KernelStack = 0x18, UserCode = 0x33, UserStack = 0x2b, Flags = 0x246;

    readonly List<(ulong Address, byte[] Entry)> _orc = [];

    internal StackWorld(string release = "6.2.0-39-generic")
    {
        Made = new ShapedKernel(KernelShape.Eras.First(s => s.Release.StartsWith(release, StringComparison.Ordinal)));
        Made.AddUsualTasks();
        Task = Made.AddTask(500, "sleeper");
        Stack = Made.Read(Made.FieldAt("task_struct", Task, "stack"), 8);
        IrqStack = Made.Allocate(0x4000, 0x4000);
        Made.Symbol("_etext", Made.Text + 0x1f_0000, 'T');
        SwitchTo = Function(Made.Shape.Release.StartsWith('2') || Made.Shape.Release.StartsWith('3') ? "__switch_to" : "__switch_to_asm");
    }

    /// <summary>What switches tasks: __switch_to_asm since 4.9, called as __switch_to before.</summary>
    internal ulong SwitchTo { get; }

    internal ShapedKernel Made { get; }

    internal ulong Task { get; }

    /// <summary>Lowest address of the task's stack; it has 16 KiB.</summary>
    internal ulong Stack { get; }

    internal ulong Top => Stack + 0x4000;

    internal ulong IrqStack { get; }

    /// <summary>Adds a function that does nothing.</summary>
    internal ulong Function(string name, int size = 64)
    {
        byte[] code = new byte[size];
        code.AsSpan().Fill(0x90);
        return Made.Code(name, code);
    }

    /// <summary>Writes a call into a function; gives the address that it returns to.</summary>
    internal ulong Call(ulong at, ulong target)
    {
        Branch(0xe8, at, target);
        return at + 5;
    }

    internal void Jump(ulong at, ulong target) => Branch(0xe9, at, target);

    /// <summary>call *%rax.</summary>
    internal ulong CallThroughRegister(ulong at)
    {
        Made.Write(at, (ReadOnlySpan<byte>)[0xff, 0xd0]);
        return at + 2;
    }

    /// <summary>Adds an entry to the unwind table, in its own bits.</summary>
    internal void Orc(ulong from, short stackOffset, short frameOffset, int flags)
    {
        byte[] entry = new byte[6];
        BinaryPrimitives.WriteInt16LittleEndian(entry, stackOffset);
        BinaryPrimitives.WriteInt16LittleEndian(entry.AsSpan(2), frameOffset);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(4), (ushort)flags);
        _orc.Add((from, entry));
    }

    internal void Word(ulong address, ulong value) => Made.Write(address, value);

    /// <summary>Leaves the task asleep: registers, rbp and the return address at a place of its stack (struct inactive_task_frame).</summary>
    internal void Sleep(ulong at, ulong returnTo, ulong framePointer = 0)
    {
        Made.Set("task_struct", Task, "thread.sp", at);
        Word(at + 40, framePointer);
        Word(at + 48, returnTo);
    }

    /// <summary>Leaves the task asleep as kernels up to 4.8 did: rbp on top of the flags.</summary>
    internal void SleepOld(ulong at, ulong framePointer)
    {
        Made.Set("task_struct", Task, "thread.sp", at);
        Word(at, framePointer);
        Word(at + 8, Flags);
    }

    /// <summary>The machine with one CPU that runs the task and has these registers; register n holds 0x1000 + n but for rsp and rbp.</summary>
    internal DumpedMachine Running(ulong address, ulong stackPointer, ulong framePointer = 0x1005)
    {
        ulong[] values = [.. Enumerable.Range(0, 16).Select(i => 0x1000ul + (ulong)i)];
        (values[4], values[5]) = (stackPointer, framePointer);
        ulong area = Made.Read(Made.PerCpuAreas, 8);
        var cpu = new DumpedCpu(0, area, Task, new DumpedRegisters([.. values], address, Flags, KernelCode, RegisterOrigin.CrashNotes, 0));
        return Finish() with { Cpus = [cpu] };
    }

    /// <summary>What that machine's CPU was doing.</summary>
    internal StackLayers ReadRunning(ulong address, ulong stackPointer, ulong framePointer = 0x1005)
    {
        DumpedMachine machine = Running(address, stackPointer, framePointer);
        return StackReader.Of(machine).StackOf(machine.Cpus[0]);
    }

    /// <summary>struct pt_regs; register n holds 0x1000 + n but for rsp.</summary>
    internal void SavedRegisters(ulong at, ulong address, ulong stackPointer, ulong code = KernelCode, ulong stack = KernelStack, ulong flags = Flags, ulong framePointer = 0x1005)
    {
        byte[] order = [15, 14, 13, 12, 5, 3, 11, 10, 9, 8, 0, 1, 2, 6, 7];
        for (int i = 0; i < order.Length; i++)
            Word(at + (ulong)(i * 8), order[i] == 5 ? framePointer : 0x1000ul + order[i]);
        ulong[] rest = [ulong.MaxValue, address, code, flags, stackPointer, stack];
        for (int i = 0; i < rest.Length; i++)
            Word(at + 120 + (ulong)(i * 8), rest[i]);
    }

    internal DumpedMachine Finish(Func<DumpFile, DumpFile>? veil = null, List<InputDiagnostic>? diagnostics = null)
    {
        if (_orc.Count > 0)
        {
            // Most of a real table is of this kind, by which its format is known.
            for (int i = 0; i < 64; i++)
                Orc(Made.Text + (ulong)(i * 16), 16, 0, 5);
            _orc.Sort(static (a, b) => a.Address.CompareTo(b.Address));
            ulong places = Made.Data("__start_orc_unwind_ip", _orc.Count * 4), entries = Made.Data("__start_orc_unwind", _orc.Count * 6);
            Made.Symbol("__stop_orc_unwind_ip", places + ((ulong)_orc.Count * 4));
            for (int i = 0; i < _orc.Count; i++)
            {
                Made.Write(places + ((ulong)i * 4), (int)unchecked(_orc[i].Address - (places + ((ulong)i * 4))));
                Made.Write(entries + ((ulong)i * 6), _orc[i].Entry);
            }
        }

        DumpFile file = new ShapedDump(Made.Finish());
        DumpedKernel kernel = DumpedKernel.Find(veil is null ? file : veil(file), null, ReadLimits.Default, d => diagnostics?.Add(d))!;
        return DumpedMachine.Read(kernel, static _ => { }) with { Cpus = [] };
    }

    internal StackLayers Read(Func<DumpFile, DumpFile>? veil = null)
    {
        DumpedMachine machine = Finish(veil);
        return StackReader.Of(machine).StackOf(machine.Tasks.Single(t => t.Address == Task));
    }

    void Branch(byte opcode, ulong at, ulong target)
    {
        Made.Write(at, (ReadOnlySpan<byte>)[opcode]);
        Made.Write(at + 1, (int)unchecked(target - (at + 5)));
    }
}
