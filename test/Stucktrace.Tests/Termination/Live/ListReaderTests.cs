using Stucktrace.Formats.Vmcore;
using Stucktrace.Machine.Memory;
using Stucktrace.Termination.Live;

namespace Stucktrace.Tests.Termination.Live;

/// <summary>What a list in memory looks like.</summary>
public class ListReaderTests
{
    const ulong Spacing = 64;
    static readonly int[] Positions = [1, 5, 9];

    static ulong At(int node) => HandMade.HeapAt + ((ulong)node * Spacing);

    // Nodes with next and prev, as the kernel's.
    static HandMade Doubly(int count)
    {
        HandMade machine = new(a => a.nop());
        for (int i = 0; i < count; i++)
        {
            machine.Word(At(i), At((i + 1) % count));
            machine.Word(At(i) + 8, At((i + count - 1) % count));
        }

        return machine;
    }

    static LiveList Read(HandMade machine, int first = 0, int most = 1000, long offset = 0) =>
        new ListReader(new SparseMemory(100, machine), null, null, most).Read(At(first), offset);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public void AProperRing(int count)
    {
        LiveList list = Read(Doubly(count));
        Assert.Equal((ListShape.Ring, count, 0), (list.Shape, list.Ring.Length, list.Tail.Length));
        Assert.Null(list.Broken);
    }

    [Fact]
    public void ANodeThatLeadsIntoARingIsNotPartOfIt()
    {
        HandMade machine = Doubly(10);
        machine.Word(At(20), At(21));
        machine.Word(At(20) + 8, At(9));
        machine.Word(At(21), At(4));
        machine.Word(At(21) + 8, 0xdead_0000_0000_0122);
        LiveList list = Read(machine, 20);
        Assert.Equal((ListShape.Rho, 10, 2), (list.Shape, list.Ring.Length, list.Tail.Length));
        Assert.Equal(At(4), list.Entered!.Link);
        Assert.Equal([false, true], list.Tail.Select(n => n.IsUnlinked));
    }

    [Fact]
    public void ANodeThatPointsToItself()
    {
        HandMade machine = Doubly(10);
        machine.Word(At(6), At(6));
        LiveList list = Read(machine);
        Assert.Equal((ListShape.SelfCycle, At(6)), (list.Shape, list.Ring.Single().Link));
    }

    [Fact]
    public void AWrongBackPointerIsFound()
    {
        foreach (int broken in Positions)
        {
            HandMade machine = Doubly(12);
            machine.Word(At(broken) + 8, At(3 + broken));
            LiveList list = Read(machine);
            Assert.Equal((ListShape.BrokenBackLink, At(broken)), (list.Shape, list.Broken!.Link));
        }
    }

    [Theory]
    [InlineData(0UL, ListShape.NullTerminated)]
    [InlineData(0xdead_0000_0000_0100UL, ListShape.Poisoned)]
    [InlineData(0xdead_0000_0010_0100UL, ListShape.Poisoned)]
    [InlineData(0xffff_8880_7000_0000UL, ListShape.LeavesMemory)]
    [InlineData(0x10UL, ListShape.LeavesMemory)]
    public void WhereItEndsIsSaid(ulong next, ListShape shape)
    {
        foreach (int at in Positions)
        {
            HandMade machine = Doubly(12);
            machine.Word(At(at), next);
            LiveList list = Read(machine);
            Assert.Equal((shape, next, at + 1, 0), (list.Shape, list.EndsAt, list.Tail.Length, list.Ring.Length));
        }
    }

    [Fact]
    public void APageThatWasLeftOutIsNotTheEnd()
    {
        HandMade machine = Doubly(200);
        machine.Absent.Add(HandMade.HeapAt + 4096, MemoryState.Excluded);
        LiveList list = Read(machine);
        Assert.Equal((ListShape.LeavesDump, HandMade.HeapAt + 4096, 64), (list.Shape, list.EndsAt, list.Tail.Length));
    }

    [Theory]
    [InlineData(100, ListShape.Ring)]
    [InlineData(99, ListShape.TooLong)]
    public void NoMoreNodesThanTheLimit(int most, ListShape shape) => Assert.Equal(shape, Read(Doubly(100), most: most).Shape);

    [Fact]
    public void AChainOfObjectsIsFollowedByTheOffset()
    {
        HandMade machine = new(a => a.nop());
        for (int i = 0; i < 7; i++)
            machine.Word(At(i) + 24, i == 6 ? At(2) : At(i + 1));
        LiveList list = new ListReader(new SparseMemory(100, machine), null, null, 100).Read(At(0) + 24, 24);
        Assert.Equal((ListShape.Rho, 5, 2), (list.Shape, list.Ring.Length, list.Tail.Length));
    }
}
