using Stucktrace.Dump;
using Stucktrace.Dump.Stacks;
using Stucktrace.Formats;
using Stucktrace.Formats.Tests.Vmcore;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Tests.Dump.Stacks;

/// <summary>Stacks written word by word, read by unwind tables written entry by entry.</summary>
public class OrcStackTests
{
    // Format 1, 4.14 to 6.2: bits 0 to 3 the base of the stack, 4 to 7 that of rbp, 8 and 9 the kind, 10 the end.
    const int FromStack = 5, FromFrame = 4, FromIndirect = 9, SavesFrame = 0x10, Registers = 0x100, Partial = 0x200, End = 0x400;

    [Fact]
    public void LeadThroughCallsAndFramesToTheEnd()
    {
        var world = new StackWorld();
        ulong schedule = world.Function("__schedule"), middle = world.Function("middle"), outer = world.Function("outer"), thread = world.Function("kthread");
        ulong fromSchedule = schedule + 0x20, fromMiddle = world.Call(middle + 0x10, schedule), fromOuter = world.Call(outer + 0x10, middle), fromThread = world.Call(thread + 0x10, outer);
        ulong stack = world.Top - 0x400;
        world.Sleep(stack, fromSchedule, 0xdead);

        // __schedule: 16 bytes of its own. middle counts from rbp, which it saved; outer lies 8 bytes below its caller.
        world.Orc(schedule, 24, 0, FromStack);
        world.Orc(middle, 8, 0, FromStack);
        world.Orc(middle + 0x10, 16, -16, FromStack | SavesFrame);
        world.Orc(outer, 16, -16, FromFrame | SavesFrame);
        world.Orc(thread, 0, 0, End);
        world.Word(stack + 56 + 16, fromMiddle);
        world.Word(stack + 56 + 24, stack + 0x100);
        world.Word(stack + 56 + 32, fromOuter);
        world.Word(stack + 0x100, 0xbeef);
        world.Word(stack + 0x108, fromThread);
        StackLayers found = world.Read();
        Assert.Equal(StackEnding.Complete, found.Ending);
        Assert.True(found.IsCertain);
        Assert.Equal(["__schedule", "middle", "outer", "kthread"], found.Frames.Select(f => f.Symbol));
        Assert.Equal([fromSchedule, fromMiddle, fromOuter, fromThread], found.Frames.Select(f => f.Address));
        Assert.Equal([FrameMethod.Registers, FrameMethod.Orc, FrameMethod.Orc, FrameMethod.Orc], found.Frames.Select(f => f.Method));
        Assert.Equal([stack + 48, stack + 72, stack + 88, stack + 0x108], found.Frames.Select(f => f.StackAddress));
        Assert.Equal((0x15ul, 64ul), (found.Frames[1].Offset, found.Frames[1].Size));
    }

    [Fact]
    public void LeadThroughAnInterruptToWhatItInterrupted()
    {
        var world = new StackWorld();
        (ulong stack, ulong loop) = Interrupt(world, Registers);
        StackLayers found = world.Read();
        Assert.Equal(["handler", "asm_interrupt", "loop", "caller"], found.Frames.Select(f => f.Symbol));
        Assert.Equal(2, found.Layers.Length);
        ContextLayer task = found.Task!;
        Assert.Equal([true, false], task.Frames.Select(f => f.Interrupted));
        Assert.Equal(loop + 7, task.Registers!.InstructionPointer);
        Assert.Equal((0x1003ul, 0x1002ul, 0x100ful), (task.Registers.Values[3], task.Registers.Values[2], task.Registers.Values[15]));
        Assert.Equal((RegisterOrigin.InterruptFrame, stack + 64, StackWorld.Flags), (task.Registers.Origin, task.Registers.Address, task.Registers.Flags));
    }

    [Fact]
    public void GiveNoRegistersWhereTheProcessorSavedOnlyItsOwn()
    {
        var world = new StackWorld();
        Interrupt(world, Partial);
        StackLayers found = world.Read();
        Assert.Equal(["handler", "asm_interrupt", "loop", "caller"], found.Frames.Select(f => f.Symbol));
        Assert.Null(found.Task!.Registers);
        Assert.True(found.Task.Frames[0].Interrupted);
    }

    static (ulong Stack, ulong Loop) Interrupt(StackWorld world, int kind)
    {
        ulong handler = world.Function("handler"), entry = world.Function("asm_interrupt"), loop = world.Function("loop"), caller = world.Function("caller");
        ulong fromEntry = world.Call(entry + 8, handler), fromCaller = world.Call(caller + 0x20, loop);
        ulong stack = world.Top - 0x800;
        world.Sleep(stack, handler + 0x20);
        world.Orc(handler, 8, 0, FromStack);
        world.Orc(entry, (short)(kind == Partial ? 128 : 0), 0, FromStack | kind);

        // At the very first instruction of a function the table of the function before must not be asked.
        world.Orc(loop, 8, 0, FromStack);
        world.Orc(caller, 0, 0, End);
        world.Word(stack + 56, fromEntry);
        world.SavedRegisters(stack + 64, loop + 7, stack + 0x200);
        world.Word(stack + 0x200, fromCaller);
        return (stack, loop);
    }

    // Up to 5.11 the offset was added before the word was read; later to what was read.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LeadFromAnInterruptsStackBackToTheTasks(bool offsetFirst)
    {
        var world = new StackWorld();
        ulong handler = world.Function("handler"), entry = world.Function("asm_interrupt"), loop = world.Function("loop"), caller = world.Function("caller");
        ulong fromEntry = world.Call(entry + 8, handler), fromCaller = world.Call(caller + 0x20, loop), onIrq = world.IrqStack + 0x3f00, own = world.Top - 0x400;
        world.Sleep(onIrq - 56, handler + 0x20);
        world.Orc(handler, 8, 0, FromIndirect);
        world.Orc(entry, 0, 0, FromStack | Registers);
        world.Orc(loop, 8, 0, FromStack);
        world.Orc(caller, 0, 0, End);
        world.Word(offsetFirst ? onIrq + 8 : onIrq, offsetFirst ? own + 8 : own);
        world.Word(own, fromEntry);
        world.SavedRegisters(own + 8, loop + 7, own + 0x200);
        world.Word(own + 0x200, fromCaller);
        Assert.Equal(["handler", "asm_interrupt", "loop", "caller"], world.Read().Frames.Select(f => f.Symbol));
    }

    [Fact]
    public void EndAtTheProgram()
    {
        var world = new StackWorld();
        ulong call = world.Function("do_syscall_64"), entry = world.Function("entry_SYSCALL_64_after_hwframe");
        ulong fromEntry = world.Call(entry + 8, call), registers = world.Top - 168;
        world.Sleep(registers - 64, call + 0x20);
        world.Orc(call, 8, 0, FromStack);
        world.Orc(entry, 0, 0, FromStack | Registers);
        world.Word(registers - 8, fromEntry);
        world.SavedRegisters(registers, 0x4011b2, 0x7ffe_0000_1000, StackWorld.UserCode, StackWorld.UserStack);
        StackLayers found = world.Read();
        Assert.Equal((StackEnding.UserMode, 2), (found.Ending, found.Frames.Length));
        Assert.Equal((0x4011b2ul, true), (found.User!.InstructionPointer, found.User.InUserMode));
        Assert.Equal("do_syscall_64", found.Task!.Frames[0].Symbol);
    }

    [Fact]
    public void AreNotFollowedInACircle()
    {
        // An interrupt that interrupted itself: its saved registers lead to the same stack again and again.
        var world = new StackWorld();
        ulong handler = world.Function("handler"), stack = world.Top - 0x800;
        world.Sleep(stack, handler + 0x20);
        world.Orc(handler, 0, 0, FromStack | Registers);
        world.SavedRegisters(stack + 56, handler + 0x20, stack + 56);
        StackLayers found = world.Read();
        Assert.Equal(StackEnding.TooLong, found.Ending);
        Assert.Single(found.Frames);
    }

    [Theory]
    [InlineData(ReadLimits.MaxStackFrames, StackEnding.Complete)]
    [InlineData(ReadLimits.MaxStackFrames + 1, StackEnding.TooLong)]
    public void AreReadUpToTheLimit(int frames, StackEnding ending)
    {
        var world = new StackWorld();
        ulong deep = world.Function("deep"), last = world.Function("last"), again = world.Call(deep + 0x10, deep), fromLast = world.Call(last + 0x10, deep), stack = world.Stack + 0x100;
        world.Sleep(stack, again);
        world.Orc(deep, 8, 0, FromStack);
        world.Orc(last, 0, 0, End);
        for (int i = 1; i < frames; i++)
            world.Word(stack + 48 + ((ulong)i * 8), i == frames - 1 ? fromLast : again);
        StackLayers found = world.Read();
        Assert.Equal(ending, found.Ending);
        Assert.Equal(ReadLimits.MaxStackFrames, found.Frames.Length);
    }

    [Theory]
    [InlineData(0ul)]
    [InlineData(1ul)]
    [InlineData(0x7000ul)]
    [InlineData(0xffff_ffff_ffff_fff8ul)]
    [InlineData(0xffff_c900_0000_0000ul)]
    public void ThatBeginNowhereAreNotMadeUp(ulong pointer)
    {
        var world = new StackWorld();
        world.Made.Set("task_struct", world.Task, "thread.sp", pointer);
        StackLayers found = world.Read();
        Assert.Equal((StackEnding.NoStart, 0), (found.Ending, found.Layers.Length));
        Assert.False(found.IsCertain);
    }

    [Fact]
    public void ThatAreCutSaySo()
    {
        var world = new StackWorld();
        ulong schedule = world.Function("__schedule"), caller = world.Function("caller"), stack = world.Stack + 0x1f80;
        world.Call(caller + 0x10, schedule);
        world.Sleep(stack, schedule + 0x20);
        world.Orc(schedule, 0x100, 0, FromStack);
        ulong hidden = world.Made.Physical(world.Stack + 0x2000);
        StackLayers found = world.Read(file =>
        {
            var veiled = new VeiledDump(file);
            veiled.Hide(hidden);
            veiled.Hide(hidden + 0x1000);
            return veiled;
        });
        Assert.Equal(StackEnding.NotInDump, found.Ending);
        Assert.Equal("__schedule", Assert.Single(found.Frames).Symbol);
        Assert.False(found.IsCertain);
    }

    [Theory]
    [InlineData(ReadLimits.MaxOrcEntries, true)]
    [InlineData(ReadLimits.MaxOrcEntries + 1, false)]
    [InlineData(ulong.MaxValue, false)]
    [InlineData(0ul, false)]
    public void NeedTablesOfAPossibleSize(ulong count, bool opens)
    {
        DumpedMachine machine = new StackWorld().Finish();
        AddressSpace memory = machine.Kernel.Memory;
        ulong places = machine.Kernel.Symbols.Find("__per_cpu_offset")!.Value;
        OrcTable? table = OrcTable.Open(memory, places, places, count, OrcVersion.Original);
        Assert.Equal(opens, table is not null);

        // Most of such a table is not in the dump: then it says nothing, and does so soon.
        Assert.Null(table?.Find(places));
        Assert.Null(OrcTable.Open(memory, 0, places, 10, OrcVersion.Original));
    }
}
