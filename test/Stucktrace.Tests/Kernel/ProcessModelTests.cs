using Stucktrace.Kernel.Processes;
using Stucktrace.Machine.Memory;

namespace Stucktrace.Tests.Kernel;

/// <summary>The model of the process list against what kernels do: who is in the ring, and where the nodes of those that are not lead.</summary>
public class ProcessModelTests
{
    const ulong InitTask = 0xffffffff82000000;

    static readonly TaskLayout Layout = new()
    {
        Size = 0x1000,
        Tasks = 0x890,
        ThreadGroup = 0xa00,
        ThreadNode = 0xa10,
        Children = 0x900,
        Sibling = 0x910,
        RealParent = 0x920,
        GroupLeader = 0x930,
        Pid = 0x970,
        Tgid = 0x974,
        Comm = 0xba0,
        Signal = 0xbc0,
        ThreadHeadInSignal = 0x10,
    };

    readonly KernelHeap _heap = new(new SparseMemory(1000));
    readonly ProcessModel _model;
    readonly KernelTask _systemd;

    public ProcessModelTests()
    {
        _model = new ProcessModel(_heap, Layout, ProcessRules.Modern, InitTask);
        _systemd = _model.Fork(_model.Init, "systemd");
    }

    [Fact]
    public void OnlyLeadersAreInTheRing()
    {
        KernelTask server = _model.Fork(_systemd, "server");
        KernelTask thread = _model.CloneThread(server, "worker");
        KernelTask other = _model.Fork(_systemd, "other");

        Assert.Equal([_systemd, server, other], Ring());
        Assert.DoesNotContain(thread, Ring());
    }

    [Fact]
    public void AThreadKeepsTheNeighboursThatItsMakerHad()
    {
        KernelTask server = _model.Fork(_systemd, "server");
        KernelTask later = _model.Fork(_systemd, "later");
        KernelTask thread = _model.CloneThread(server, "worker");
        KernelTask second = _model.CloneThread(thread, "worker2");

        Assert.Equal(later.Address + 0x890, Read(thread.Address + 0x890));
        Assert.Equal(later.Address + 0x890, Read(second.Address + 0x890));
        // Nothing points at the thread's own node.
        Assert.All(_model.Tasks.Where(t => t != thread), t => Assert.NotEqual(thread.Address + 0x890, Read(t.Address + 0x890)));
    }

    [Fact]
    public void AReapedNeighbourIsFreedAndStillLeadsOn()
    {
        KernelTask server = _model.Fork(_systemd, "server");
        KernelTask victim = _model.Fork(_systemd, "sleep");
        KernelTask last = _model.Fork(_systemd, "last");
        KernelTask thread = _model.CloneThread(server, "worker");
        _model.Exit(victim);
        Assert.Contains(victim, Ring());
        _model.Reap(victim);

        Assert.Equal([_systemd, server, last], Ring());
        Assert.Equal(victim.Address + 0x890, Read(thread.Address + 0x890));
        Assert.Equal(MemoryAnswer.Freed, _heap.Memory.Read(victim.Address + 0x890, 8, out ulong next));
        Assert.Equal(last.Address + 0x890, next);
        _heap.Memory.Read(victim.Address + 0x898, 8, out ulong previous);
        Assert.Equal(0xdead000000000122, previous);
    }

    [Fact]
    public void ExecByAThreadPutsItIntoTheRing()
    {
        KernelTask server = _model.Fork(_systemd, "server");
        KernelTask thread = _model.CloneThread(server, "worker");
        KernelTask third = _model.CloneThread(server, "third");
        _model.ExecByThread(thread);

        Assert.Equal([_systemd, thread], Ring());
        Assert.Equal(server.Pid, thread.Pid);
        Assert.True(thread.IsLeader);
        Assert.False(third.IsAlive);
        Assert.True(server.Object.IsFreed);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public void ChildrenAreLinkedAsTheEraDoes(bool old, int linked)
    {
        ProcessModel model = new(new KernelHeap(_heap.Memory), Layout, old ? ProcessRules.Era2632 : ProcessRules.Modern, InitTask);
        KernelTask parent = model.Fork(model.Init, "parent");
        KernelTask child = model.Fork(parent, "child");
        model.CloneThread(child, "thread");

        int count = 0;
        for (ulong node = Read(parent.Address + 0x900); node != parent.Address + 0x900; node = Read(node))
            count++;
        Assert.Equal(linked, count);
    }

    List<KernelTask> Ring()
    {
        List<KernelTask> ring = [];
        for (ulong node = Read(InitTask + 0x890); node != InitTask + 0x890; node = Read(node))
            ring.Add(_model.At(node)!);
        return ring;
    }

    ulong Read(ulong address)
    {
        _heap.Memory.Read(address, 8, out ulong value);
        return value;
    }
}
