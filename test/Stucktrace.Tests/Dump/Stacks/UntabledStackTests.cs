using Stucktrace.Dump;
using Stucktrace.Dump.Code;
using Stucktrace.Dump.Stacks;
using Stucktrace.Formats;
using Stucktrace.Termination.Live;

namespace Stucktrace.Tests.Dump.Stacks;

/// <summary>Stacks of kernels without unwind tables: frame pointers, and words that calls left.</summary>
public class UntabledStackTests
{
    const string Old = "3.10.0";

    static readonly byte[] Prologue = [0x55, 0x48, 0x89, 0xe5];

    [Fact]
    public void FollowFramePointersFromWhereTheTaskWasSwitched()
    {
        var world = new StackWorld(Old);
        ulong schedule = world.Function("__schedule"), caller = world.Function("caller"), thread = world.Function("kthread");
        ulong switched = world.Call(schedule + 0x20, world.SwitchTo), fromCaller = world.Call(caller + 0x10, schedule), fromThread = world.Call(thread + 0x10, caller);
        ulong stack = world.Top - 0x400;
        world.SleepOld(stack, stack + 0x40);
        world.Word(stack + 0x40, stack + 0x80);
        world.Word(stack + 0x48, fromCaller);
        world.Word(stack + 0x80, 0);
        world.Word(stack + 0x88, fromThread);

        // What new kernels leave there is nothing to this one: a word that happens to be code.
        world.Word(stack + 48, thread + 0x15);
        StackLayers found = world.Read();
        Assert.Equal([switched, fromCaller, fromThread], found.Frames.Select(f => f.Address));
        Assert.Equal([FrameMethod.Registers, FrameMethod.FramePointer, FrameMethod.FramePointer], found.Frames.Select(f => f.Method));
        Assert.Equal(stack + 0x48, found.Frames[1].StackAddress);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 8)]
    [InlineData(4, -1)]
    public void KnowAFunctionThatHasNotMadeItsFrameYet(int executed, int slot)
    {
        var world = new StackWorld(Old);
        ulong leaf = world.Function("leaf"), caller = world.Function("caller"), outer = world.Function("outer");
        world.Made.Write(leaf, Prologue);
        ulong fromCaller = world.Call(caller + 0x20, leaf), fromOuter = world.Call(outer + 0x20, caller), stack = world.Top - 0x400, frame = stack + 0x80;
        world.Word(slot < 0 ? frame + 8 : stack + (ulong)slot, fromCaller);
        world.Word(frame, frame + 0x40);
        if (slot >= 0)
            world.Word(frame + 8, fromOuter);
        else
            world.Word(frame + 0x48, fromOuter);
        StackLayers found = world.ReadRunning(leaf + (ulong)executed, stack, frame);
        Assert.Equal(["leaf", "caller", "outer"], found.Frames.Select(f => f.Symbol));
        Assert.Equal(FrameMethod.FramePointer, found.Frames[1].Method);
    }

    [Fact]
    public void FollowAMarkedFramePointerToTheRegistersOfAnInterrupt()
    {
        var world = new StackWorld("4.9.0");
        ulong handler = world.Function("handler"), loop = world.Function("loop"), stack = world.Top - 0x400;
        world.Made.Write(handler, Prologue);
        world.Sleep(stack - 56, handler + 0x20, stack + 0x101);
        world.SavedRegisters(stack + 0x100, loop + 7, stack + 0x100 + 168);
        StackLayers found = world.Read();
        Assert.Equal(["handler", "loop"], found.Frames.Take(2).Select(f => f.Symbol));
        Assert.Equal(0x1003ul, found.Layers[1].Registers!.Values[3]);
        Assert.Equal(FrameMethod.InterruptFrame, found.Layers[1].Frames[0].Method);
    }

    [Fact]
    public void FollowNoFramePointerThatLeadsInACircleOrAway()
    {
        foreach (Func<ulong, ulong, ulong> next in (Func<ulong, ulong, ulong>[])[(frame, _) => frame, (frame, _) => frame - 0x80, (_, top) => top + 0x10_0000, (_, _) => 7, (_, _) => ulong.MaxValue - 7])
        {
            var world = new StackWorld(Old);
            ulong again = world.Function("again"), stack = world.Top - 0x400, frame = stack + 0x100;
            ulong fromAgain = world.Call(again + 0x20, again);
            world.Made.Write(again, Prologue);
            world.Word(frame, next(frame, world.Top));
            world.Word(frame + 8, fromAgain);
            StackLayers found = world.ReadRunning(again + 0x20, stack, frame);
            Assert.InRange(found.Frames.Length, 2, 3);
            Assert.Equal(FrameMethod.FramePointer, found.Frames[1].Method);
        }
    }

    [Fact]
    public void PassOverWordsThatNoFittingCallLeft()
    {
        var world = new StackWorld(Old);
        ulong callee = world.Function("callee"), caller = world.Function("caller"), stale = world.Function("stale"), other = world.Function("other");
        ulong fromCaller = world.Call(caller + 0x20, callee), fromStale = world.Call(stale + 0x20, other), indirect = world.CallThroughRegister(stale + 0x30), stack = world.Top - 0x400;
        world.Word(stack + 0x10, stale + 8);
        world.Word(stack + 0x18, fromStale);
        world.Word(stack + 0x20, indirect);
        world.Word(stack + 0x40, fromCaller);
        StackLayers found = world.ReadRunning(callee + 0x30, stack);
        Assert.Equal(("caller", FrameMethod.CheckedScan, stack + 0x40), (found.Frames[1].Symbol!, found.Frames[1].Method, found.Frames[1].StackAddress));
        Assert.False(found.IsCertain);
    }

    [Fact]
    public void FollowAJumpFromTheCalledFunctionToTheOneBelow()
    {
        var world = new StackWorld(Old);
        ulong callee = world.Function("callee"), wrapper = world.Function("wrapper"), caller = world.Function("caller"), stack = world.Top - 0x400;
        world.Jump(wrapper + 0x10, callee);
        world.Word(stack + 0x40, world.Call(caller + 0x20, wrapper));
        StackLayers found = world.ReadRunning(callee + 0x30, stack);
        Assert.Equal(("caller", FrameMethod.CheckedScan), (found.Frames[1].Symbol!, found.Frames[1].Method));
    }

    [Fact]
    public void TakeACallThroughAPointerWhereNoOtherFits()
    {
        var world = new StackWorld(Old);
        ulong callee = world.Function("callee"), caller = world.Function("caller"), stale = world.Function("stale"), other = world.Function("other"), stack = world.Top - 0x400;
        world.Word(stack + 0x18, world.Call(stale + 0x20, other));
        world.Word(stack + 0x20, world.CallThroughRegister(caller + 0x20));
        StackLayers found = world.ReadRunning(callee + 0x30, stack);
        Assert.Equal(("caller", FrameMethod.Scan), (found.Frames[1].Symbol!, found.Frames[1].Method));
    }

    // The link leads to the first register that was saved: r11 in 2.6.32, rbp in 3.10, all of them since 4.3.
    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    [InlineData(48)]
    public void FindTheInterruptedLoopOnTheTasksStackThroughTheInterruptsStack(int leftOut)
    {
        var world = new StackWorld(Old);
        ulong handler = world.Function("watchdog_timer_fn"), entry = world.Function("apic_timer_interrupt"), loop = world.Function("loop"), caller = world.Function("caller");
        ulong pointer = world.Made.PerCpu("irq_stack_ptr", 8), top = world.IrqStack + 0x4000, own = world.Top - 0x400;
        world.Word(world.Made.PerCpu(pointer, 0), top - 64);
        world.Word(top - 0x80, world.Call(entry + 8, handler));
        world.Word(top - 64 - 8, own + (ulong)leftOut);
        world.SavedRegisters(own, loop + 7, own + 168);
        world.Word(own + 168 + 0x20, world.Call(caller + 0x10, loop));
        StackLayers found = world.ReadRunning(handler + 0x20, top - 0x200);
        Assert.Equal(["watchdog_timer_fn", "apic_timer_interrupt", "loop", "caller"], found.Frames.Select(f => f.Symbol));
        Assert.Equal((loop + 7, FrameMethod.InterruptFrame), (found.Task!.Registers!.InstructionPointer, found.Task.Frames[0].Method));

        // Up to 4.2 an interrupt saved only what functions may change: the rest are left-over words.
        Assert.Equal(new[] { 3, 12, 13, 14, 15 }.Sum(n => 1 << n), found.Task.Registers.Unsaved);
    }

    // A run needs all registers: of an interrupt that left some out none is made, though the rest is known.
    [Theory]
    [InlineData("3.10.0", false)]
    [InlineData("4.18.0", true)]
    public void AreRunOnlyWithAllRegisters(string release, bool runs)
    {
        var world = new StackWorld(release);
        ulong entry = world.Function("apic_timer_interrupt"), loop = world.Function("loop"), stack = world.Top - 0x600;
        world.Jump(loop + 0x28, loop + 0x24);
        world.SavedRegisters(stack + 8, loop + 0x24, stack + 8 + 168);
        DumpedMachine machine = world.Running(entry + 0x20, stack);
        Assert.Equal(loop + 0x24, StackReader.Of(machine).StackOf(machine.Cpus[0]).Task!.Registers!.InstructionPointer);
        Assert.Equal(runs, LiveCpu.Study(machine, machine.Cpus[0], null, new ModuleCodes(machine, "dump", static _ => { }, ReadLimits.Default)) is not null);
    }

    [Fact]
    public void KnowThatTheOldestKernelsKeepTheFramePointerInAnotherWord()
    {
        var world = new StackWorld("2.6.32");
        ulong entry = world.Function("apic_timer_interrupt"), loop = world.Function("loop"), caller = world.Function("caller"), stack = world.Top - 0x600, frame = stack + 0x200;
        world.SavedRegisters(stack + 8, loop + 0x24, stack + 8 + 168);
        world.Word(stack + 8 + 40, frame);
        world.Word(frame, 0);
        world.Word(frame + 8, world.Call(caller + 0x20, loop));
        StackLayers found = world.ReadRunning(entry + 0x20, stack);
        Assert.Equal(("caller", FrameMethod.FramePointer), (found.Frames[2].Symbol!, found.Frames[2].Method));
        Assert.Equal(new[] { 3, 5, 12, 13, 14, 15 }.Sum(n => 1 << n), found.Task!.Registers!.Unsaved);
    }

    [Fact]
    public void DoNotPassOverWhatWasInterruptedForTheSakeOfItsFrame()
    {
        // rbp still is the interrupted function's: its caller is not that of the interrupt.
        var world = new StackWorld(Old);
        ulong entry = world.Function("apic_timer_interrupt"), loop = world.Function("loop"), caller = world.Function("caller"), stack = world.Top - 0x600, frame = stack + 0x200;
        world.SavedRegisters(stack + 8, loop + 0x24, stack + 8 + 168, framePointer: frame);
        world.Word(frame, 0);
        world.Word(frame + 8, world.CallThroughRegister(caller + 0x20));
        StackLayers found = world.ReadRunning(entry + 0x20, stack, frame);
        Assert.Equal(["apic_timer_interrupt", "loop", "caller"], found.Frames.Select(f => f.Symbol));
    }

    [Theory]
    [InlineData(0ul)]
    [InlineData(1ul)]
    [InlineData(0xffff_ffff_ffff_f000ul)]
    [InlineData(0x1000ul)]
    public void SurviveStackPointersThatPointNowhere(ulong pointer)
    {
        var world = new StackWorld(Old);
        ulong callee = world.Function("callee");
        StackLayers found = world.ReadRunning(callee + 0x30, pointer, pointer);
        Assert.Single(found.Frames);
        Assert.True(found.Ending is StackEnding.Lost or StackEnding.NotInDump);
    }

    [Fact]
    public void ReadTheCallerOfACallThatWentNowhere()
    {
        var world = new StackWorld(Old);
        ulong caller = world.Function("caller"), stack = world.Top - 0x400;
        world.Word(stack, world.CallThroughRegister(caller + 0x20));
        StackLayers found = world.ReadRunning(0, stack);
        Assert.Equal([null, "caller"], found.Frames.Take(2).Select(f => f.Symbol));
    }
}
