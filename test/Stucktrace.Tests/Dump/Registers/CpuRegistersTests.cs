using System.Buffers.Binary;
using Stucktrace.Dump;
using Stucktrace.Dump.Registers;
using Stucktrace.Formats;
using Stucktrace.Formats.Tests.Vmcore;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Tests.Dump.Registers;

/// <summary>Registers of CPUs from notes in memory and in the file, in every state that those may be in.</summary>
public class CpuRegistersTests
{
    readonly ShapedKernel _made = new(KernelShape.Eras.First(s => s.Release.StartsWith("6.2.0", StringComparison.Ordinal)));
    readonly List<InputDiagnostic> _diagnostics = [];
    readonly ulong[] _tasks;

    public CpuRegistersTests()
    {
        _made.AddUsualTasks();
        _made.Symbol("_etext", _made.Text + 0x1f_0000, 'T');
        _tasks = [_made.AddTask(500, "first"), _made.AddTask(501, "second")];
    }

    [Fact]
    public void AreThoseOfTheCpusOwnNote()
    {
        CrashNote(0, 500, Stack(0));
        CrashNote(1, 501, Stack(1));
        DumpedMachine machine = Complete();
        Assert.Equal([Stack(0), Stack(1)], machine.Cpus.Select(c => c.Registers!.StackPointer));
        Assert.All(machine.Cpus, c => Assert.Equal(RegisterOrigin.CrashNotes, c.Registers!.Origin));
        Assert.Empty(_diagnostics);
    }

    [Fact]
    public void AreNotTakenFromTheNextCpuWhenOneDidNotAnswer()
    {
        CrashNote(1, 501, Stack(1));
        _made.Dump.Notes.Add(("CORE", 1, Status(501, Stack(1))));
        DumpedMachine machine = Complete();
        Assert.Null(machine.Cpus[0].Registers);
        Assert.Equal(Stack(1), machine.Cpus[1].Registers!.StackPointer);
        Assert.Equal("VMC0701", Assert.Single(_diagnostics).Id);
    }

    [Fact]
    public void AreUsedWithAWordWhenTheTaskIsAnother()
    {
        CrashNote(0, 7, Stack(0));
        CrashNote(1, 501, Stack(1));
        Assert.NotNull(Complete().Cpus[0].Registers);
        Assert.Equal("VMC0703", Assert.Single(_diagnostics).Id);
    }

    [Theory]
    [InlineData(0x7ffe_0000_0000ul)]
    [InlineData(0xffff_c900_0000_0001ul)]
    public void ThatCannotBeAreNotUsed(ulong stackPointer)
    {
        CrashNote(0, 500, stackPointer);
        CrashNote(1, 501, Stack(1));
        Assert.Null(Complete().Cpus[0].Registers);
        Assert.Equal(["VMC0702", "VMC0701"], _diagnostics.Select(d => d.Id));
    }

    [Theory]
    [InlineData(0, 6u)]
    [InlineData(4, 100u)]
    [InlineData(8, 2u)]
    [InlineData(12, 0x4558_4554u)]
    public void InANoteOfAnotherKindAreNone(int at, uint value)
    {
        ulong note = CrashNote(0, 500, Stack(0));
        CrashNote(1, 501, Stack(1));
        _made.Write(note + (ulong)at, value);
        Assert.Null(Complete().Cpus[0].Registers);
    }

    [Fact]
    public void OfTheFileAreFoundByTheTaskWhereMemoryHasNone()
    {
        _made.Dump.Notes.AddRange([("CORE", 1, Status(501, Stack(1))), ("CORE", 1, Status(500, Stack(0))), ("CORE", 1, new byte[100]), ("CORE", 3, Status(500, 8))]);
        _made.Info.Append("CRASHTIME=1\n");
        DumpedMachine machine = Complete();
        Assert.Equal([Stack(0), Stack(1)], machine.Cpus.Select(c => c.Registers!.StackPointer));
    }

    [Fact]
    public void OfTheFileAreNotGuessedBetweenTwo()
    {
        _made.Dump.Notes.AddRange([("CORE", 1, Status(500, Stack(0))), ("CORE", 1, Status(500, Stack(0) - 8))]);
        _made.Info.Append("CRASHTIME=1\n");
        Assert.All(Complete().Cpus, c => Assert.Null(c.Registers));
    }

    [Fact]
    public void OfQemuBelongToTheCpuWhoseAreaTheyName()
    {
        // In the order of the file they are those of CPU 1 and CPU 0.
        _made.Dump.Notes.AddRange([("QEMU", 0, Qemu(Area(1), 0x111, 0x10)), ("QEMU", 0, Qemu(Area(0), 0x222, 0x10)), ("QEMU", 0, [2, 0, 0, 0]), ("QEMU", 0, new byte[440])]);
        DumpedMachine machine = Complete();
        Assert.Equal([0x222ul, 0x111ul], machine.Cpus.Select(c => c.Registers!.InstructionPointer));
        Assert.Equal(RegisterOrigin.QemuState, machine.Cpus[0].Registers!.Origin);
        Assert.Equal((0x1003ul, 0x1002ul, 0x1006ul, 0x100ful), (Value(machine, 3), Value(machine, 2), Value(machine, 6), Value(machine, 15)));
    }

    [Fact]
    public void OfQemuInAProgramAreThoseOfTheNumberedNote()
    {
        _made.Dump.Notes.AddRange([("CORE", 1, Status(1, 0x7ffe_0000_1000, 0x33)), ("CORE", 1, Status(2, Stack(1))), ("QEMU", 0, Qemu(0x7f11_0000_0000, 0x4011b2, 0x33)), ("QEMU", 0, Qemu(Area(1), 0x111, 0x10))]);
        DumpedMachine machine = Complete();
        Assert.Equal((RegisterOrigin.QemuPrStatus, true), (machine.Cpus[0].Registers!.Origin, machine.Cpus[0].Registers!.InUserMode));
        Assert.Equal(RegisterOrigin.QemuState, machine.Cpus[1].Registers!.Origin);
    }

    [Fact]
    public void OfQemuInAProgramAreKnownByTheOtherBaseOfGs()
    {
        _made.Dump.Notes.Add(("QEMU", 0, Qemu(0x7f11_0000_0000, 0x4011b2, 0x33, Area(1))));
        DumpedMachine machine = Complete();
        Assert.Null(machine.Cpus[0].Registers);
        Assert.Equal(0x4011b2ul, machine.Cpus[1].Registers!.InstructionPointer);
    }

    [Fact]
    public void NumberedLikeCpusMeanNothingAfterACrash()
    {
        _made.Dump.Notes.AddRange([("CORE", 1, Status(1, Stack(0))), ("CORE", 1, Status(2, Stack(1)))]);
        _made.Info.Append("CRASHTIME=1\n");
        Assert.All(Complete().Cpus, c => Assert.Null(c.Registers));
    }

    static ulong Value(DumpedMachine machine, int number) => machine.Cpus[0].Registers!.Values[number];

    ulong Stack(int task) => _made.Read(_made.FieldAt("task_struct", _tasks[task], "stack"), 8) + 0x3000;

    ulong Area(int cpu) => _made.Read(_made.PerCpuAreas + (ulong)(cpu * 8), 8);

    ulong CrashNote(int cpu, int pid, ulong stackPointer)
    {
        if (!_hasNotes)
        {
            _notes = _made.PerCpu("an_allocated_area", 1024);
            _made.Write(_made.Data("crash_notes", 8), _notes);
            _hasNotes = true;
        }

        ulong at = _made.PerCpu(_notes, cpu);
        _made.Write(at, 5);
        _made.Write(at + 4, 336);
        _made.Write(at + 8, 1);
        _made.Write(at + 12, "CORE\0\0\0\0"u8);
        _made.Write(at + 20, Status(pid, stackPointer));
        return at;
    }

    ulong _notes;
    bool _hasNotes;

    static byte[] Status(int pid, ulong stackPointer, ulong code = 0x10)
    {
        byte[] bytes = new byte[336];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(32), pid);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(112 + 128), code == 0x10 ? 0xffff_ffff_8100_0010 : 0x4011b2);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(112 + 136), code);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(112 + 152), stackPointer);
        return bytes;
    }

    // QEMUCPUState: registers rax rbx rcx rdx rsi rdi rsp rbp r8 …, each holding 0x1000 and its number.
    static byte[] Qemu(ulong gs, ulong address, uint code, ulong? kernelGs = null)
    {
        byte[] bytes = new byte[kernelGs is null ? 432 : 440];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, 1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length);
        int[] order = [0, 3, 1, 2, 6, 7, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15];
        for (int i = 0; i < order.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8 + (i * 8)), 0x1000 + order[i]);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(136), address);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(152), code);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(152 + (4 * 24) + 16), gs);
        if (kernelGs is { } other)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(432), other);
        return bytes;
    }

    DumpedMachine Complete()
    {
        ulong[] areas = [Area(0), Area(1)];
        DumpedKernel kernel = DumpedKernel.Find(new ShapedDump(_made.Finish()), null, ReadLimits.Default, static _ => { })!;
        DumpedMachine machine = DumpedMachine.Read(kernel, static _ => { }) with
        {
            Cpus = [new DumpedCpu(0, areas[0], _tasks[0], null), new DumpedCpu(1, areas[1], _tasks[1], null)],
        };
        return CpuRegisters.Complete(machine, _diagnostics.Add);
    }
}
