using Stucktrace.Dump.Stacks;
using Stucktrace.Formats;

namespace Stucktrace.Tests.Dump.Stacks;

/// <summary>Bounds on what looking for callers may cost, on both sides.</summary>
public class StackLimitTests
{
    const string Old = "3.10.0";

    [Theory]
    [InlineData(ReadLimits.MaxTailCalls, CallFit.Certain)]
    [InlineData(ReadLimits.MaxTailCalls + 1, CallFit.No)]
    internal void JumpsAreFollowedToTheLimit(int jumps, CallFit fit)
    {
        var world = new StackWorld(Old);
        ulong last = world.Function("last"), first = last;
        for (int i = 0; i < jumps; i++)
        {
            ulong before = world.Function($"jumper_{i}");
            world.Jump(before + 0x10, first);
            first = before;
        }

        var calls = new CallSites(new DumpedCode(world.Finish()));
        Assert.Equal(fit, calls.Fit(first, last));
        Assert.Equal(fit, calls.Fit(first, last));
    }

    [Fact]
    public void JumpsInACircleEnd()
    {
        var world = new StackWorld(Old);
        ulong one = world.Function("one"), two = world.Function("two"), other = world.Function("other");
        world.Jump(one + 0x10, two);
        world.Jump(two + 0x10, one);
        Assert.Equal(CallFit.No, new CallSites(new DumpedCode(world.Finish())).Fit(one, other));
    }

    [Theory]
    [InlineData((int)ReadLimits.MaxSearchedFunctionBytes - 5, CallFit.Certain)]
    [InlineData((int)ReadLimits.MaxSearchedFunctionBytes, CallFit.No)]
    internal void FunctionsAreSearchedToTheLimit(int at, CallFit fit)
    {
        var world = new StackWorld(Old);
        ulong callee = world.Function("callee"), large = world.Function("large", (int)ReadLimits.MaxSearchedFunctionBytes + 64);
        world.Jump(large + (ulong)at, callee);
        Assert.Equal(fit, new CallSites(new DumpedCode(world.Finish())).Fit(large, callee));
    }

    [Theory]
    [InlineData(ReadLimits.MaxScannedStack - 8, 2)]
    [InlineData(ReadLimits.MaxScannedStack, 1)]
    public void StacksAreSearchedToTheLimit(ulong distance, int frames)
    {
        var world = new StackWorld(Old);
        ulong callee = world.Function("callee"), caller = world.Function("caller"), stack = world.Made.Allocate(0x2_0000, 4096);
        world.Word(stack + distance, world.Call(caller + 0x20, callee));
        Assert.Equal(frames, world.ReadRunning(callee + 0x30, stack).Frames.Length);
    }

    [Fact]
    public void ANumberThatIsNoCallIsNone()
    {
        var world = new StackWorld(Old);
        ulong callee = world.Function("callee"), caller = world.Function("caller"), thunk = world.Function("__x86_indirect_thunk_rax");
        ulong direct = world.Call(caller + 8, callee), through = world.Call(caller + 0x18, thunk), register = world.CallThroughRegister(caller + 0x28);
        world.Made.Write(caller + 0x30, (ReadOnlySpan<byte>)[0x41, 0xff, 0x94, 0x24, 0x40, 1, 0, 0]);
        var calls = new CallSites(new DumpedCode(world.Finish()));
        Assert.Equal((CallKindBefore.Direct, callee), (calls.Before(direct, out ulong target), target));
        Assert.Equal((CallKindBefore.Indirect, 0ul), (calls.Before(through, out target), target));
        Assert.Equal(CallKindBefore.Indirect, calls.Before(register, out _));
        Assert.Equal(CallKindBefore.Indirect, calls.Before(caller + 0x38, out _));
        Assert.Equal(CallKindBefore.None, calls.Before(caller + 4, out _));
        Assert.Equal(CallKindBefore.None, calls.Before(0, out _));
        Assert.Equal(CallKindBefore.None, calls.Before(callee, out _));
    }
}
