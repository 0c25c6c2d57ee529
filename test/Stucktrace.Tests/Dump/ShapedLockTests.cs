using Stucktrace.Dump;
using Stucktrace.Dump.Locks;
using Stucktrace.Formats;

namespace Stucktrace.Tests.Dump;

/// <summary>Queues of locks in made memory: deadlocks, owners that are gone, and rings that lie.</summary>
public class ShapedLockTests
{
    static ShapedMachine Shaped() => new("5.10", layouts =>
    {
        layouts["mutex"] = new(StringComparer.Ordinal) { ["owner"] = (0, 8), ["wait_list"] = (16, 16) };
        layouts["mutex_waiter"] = new(StringComparer.Ordinal) { ["list"] = (0, 16), ["task"] = (16, 8) };
        layouts["rw_semaphore"] = new(StringComparer.Ordinal) { ["count"] = (0, 8), ["owner"] = (8, 8), ["wait_list"] = (24, 16) };
        layouts["rwsem_waiter"] = new(StringComparer.Ordinal) { ["list"] = (0, 16), ["task"] = (16, 8), ["last_rowner"] = (40, 8) };
    });

    static ulong Lock(ShapedMachine shaped, string name, ulong owner, int listAt = 16)
    {
        ulong at = shaped.Kernel.Data(name, 64);
        shaped.Kernel.Write(at + (listAt == 24 ? 8UL : 0), owner);
        shaped.Kernel.Point(at + (ulong)listAt, at + (ulong)listAt);
        return at;
    }

    static ulong Wait(ShapedMachine shaped, int pid, ulong list)
    {
        ulong task = shaped.TaskOf(pid), waiter = shaped.Kernel.Read(shaped.Task(task, "thread.sp"), 8) + 0x80;
        shaped.Kernel.Set("task_struct", task, "__state", 2);
        shaped.Kernel.Point(waiter, waiter);
        shaped.Kernel.Append(list, waiter);
        shaped.Kernel.Write(waiter + 16, task);
        return waiter;
    }

    static WaitGraph Read(ShapedMachine shaped, ReadLimits? limits = null) => WaitGraph.Read(shaped.Read(), _ => [], shaped.Diagnostics.Add, limits);

    [Fact]
    public void TwoThatWaitForEachOtherAreACircle()
    {
        ShapedMachine shaped = Shaped();
        ulong a = Lock(shaped, "lock_a", shaped.TaskOf(120) | 1), b = Lock(shaped, "lock_b", shaped.TaskOf(133) | 1);
        Wait(shaped, 133, a + 16);
        Wait(shaped, 120, b + 16);
        Wait(shaped, 10, b + 16);
        WaitGraph graph = Read(shaped);
        Assert.Equal([shaped.TaskOf(120), shaped.TaskOf(133)], Assert.Single(graph.Circles).Order());
        Assert.Equal(["lock_b", "lock_a"], graph.Locks.Select(l => l.Name));
        Assert.Equal([shaped.TaskOf(120), shaped.TaskOf(10)], graph.Locks[0].Waiters.Select(w => w.Task));
        // A third that only queues behind them is in no circle; following owners from it ends all the same.
        Assert.NotNull(graph.RootOf(shaped.TaskOf(10)));
    }

    [Fact]
    public void AChainLeadsToWhoeverDoesNotWait()
    {
        ShapedMachine shaped = Shaped();
        ulong a = Lock(shaped, "lock_a", shaped.TaskOf(120) | 1), b = Lock(shaped, "lock_b", shaped.TaskOf(5) | 1);
        Wait(shaped, 133, a + 16);
        Wait(shaped, 120, b + 16);
        WaitGraph graph = Read(shaped);
        Assert.Empty(graph.Circles);
        Assert.Equal("lock_b", graph.RootOf(shaped.TaskOf(133))!.Lock!.Name);
        Assert.Equal(OwnerState.Alive, graph.RootOf(shaped.TaskOf(133))!.Lock!.OwnerState);
    }

    [Theory]
    [InlineData(0xffff_9d00_4f00_1000UL, OwnerState.Gone)]
    [InlineData(0x1234UL, null)]
    public void AnOwnerInNoList(ulong owner, OwnerState? state)
    {
        // The address of a task_struct that no list has; and a word that is no pointer at all: then it is no mutex.
        ShapedMachine shaped = Shaped();
        ulong a = Lock(shaped, "lock_a", owner | 1);
        Wait(shaped, 133, a + 16);
        WaitGraph graph = Read(shaped);
        Assert.Equal(state, graph.Locks.FirstOrDefault(l => l.Kind == LockKind.Mutex)?.OwnerState);
        Assert.Equal(133, Assert.Single(graph.Waits).Task.Pid);
    }

    [Fact]
    public void ASemaphoreWithReadersHasNoSingleOwner()
    {
        ShapedMachine shaped = Shaped();
        ulong at = Lock(shaped, "map_lock", shaped.TaskOf(120) | 3, 24);
        // RWSEM_FLAG_WAITERS and two readers; the owner word names the last reader.
        shaped.Kernel.Write(at, 0x202UL);
        Wait(shaped, 133, at + 24);
        DumpedLock found = Assert.Single(Read(shaped).Locks);
        Assert.Equal((LockKind.ReadWriteSemaphore, "map_lock", 2, OwnerState.Unknown, 0UL), (found.Kind, found.Name, found.Readers!.Value, found.OwnerState, found.Owner));
    }

    [Fact]
    public void ASemaphoreWithAWriterHasAnOwner()
    {
        ShapedMachine shaped = Shaped();
        ulong at = Lock(shaped, "map_lock", shaped.TaskOf(120), 24);
        shaped.Kernel.Write(at, 3UL);
        Wait(shaped, 133, at + 24);
        DumpedLock found = Assert.Single(Read(shaped).Locks);
        Assert.Equal((LockKind.ReadWriteSemaphore, shaped.TaskOf(120), OwnerState.Alive), (found.Kind, found.Owner, found.OwnerState));
        Assert.Null(found.Readers);
    }

    [Theory]
    [InlineData("2.6.32", false, true)]
    [InlineData("3.10", false, false)]
    [InlineData("4.18", true, false)]
    public void MutexesOfKernelsWithoutTypes(string release, bool ownerFirst, bool threadInfo)
    {
        ShapedMachine shaped = new(release);
        ulong owner = shaped.TaskOf(120), at = shaped.Kernel.Data("ioctl_mutex", 64), list = at + (ownerFirst ? 16UL : 8);
        shaped.Kernel.Point(list, list);
        shaped.Kernel.Write(at + (ownerFirst ? 0UL : 24), ownerFirst ? owner | 1 : threadInfo ? shaped.Kernel.Read(shaped.Task(owner, "stack"), 8) : owner);
        Wait(shaped, 133, list);
        DumpedMachine machine = shaped.Read();
        Assert.Equal('D', machine.Tasks.Single(t => t.Pid == 133).StateLetter);
        WaitGraph graph = WaitGraph.Read(machine, _ => [], shaped.Diagnostics.Add);
        DumpedLock found = Assert.Single(graph.Locks);
        Assert.Equal((LockKind.Mutex, "ioctl_mutex", owner, OwnerState.Alive), (found.Kind, found.Name, found.Owner, found.OwnerState));
    }

    public enum Lie
    {
        TwoHeads,
        NoHead,
        OneWay,
        NotOnItsStack,
    }

    [Theory]
    [InlineData(Lie.TwoHeads)]
    [InlineData(Lie.NoHead)]
    [InlineData(Lie.OneWay)]
    [InlineData(Lie.NotOnItsStack)]
    public void RingsThatLieAreNoLocks(Lie lie)
    {
        ShapedMachine shaped = Shaped();
        ulong a = Lock(shaped, "lock_a", shaped.TaskOf(120) | 1), other = shaped.Kernel.Data("other", 64);
        ulong waiter = Wait(shaped, 133, a + 16);
        switch (lie)
        {
            case Lie.TwoHeads:
                shaped.Kernel.Point(other, other);
                shaped.Kernel.Append(a + 16, other);
                break;
            case Lie.NoHead:
                shaped.Kernel.Point(waiter, waiter);
                break;
            case Lie.OneWay:
                shaped.Kernel.Write(a + 24, 0UL);
                break;
            default:
                // A waiter of another task that lies where its stack is not: it can't be told from a head.
                shaped.Kernel.Point(other, other);
                shaped.Kernel.Append(a + 16, other);
                shaped.Kernel.Write(other + 16, shaped.TaskOf(120));
                break;
        }

        WaitGraph graph = Read(shaped);
        Assert.Empty(graph.Locks);
        Assert.Null(Assert.Single(graph.Waits).Lock);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 0)]
    public void MostWaiters(int limit, int locks)
    {
        ShapedMachine shaped = Shaped();
        ulong a = Lock(shaped, "lock_a", shaped.TaskOf(120) | 1);
        Wait(shaped, 133, a + 16);
        Wait(shaped, 10, a + 16);
        Assert.Equal(locks, Read(shaped, new ReadLimits { MaxLockWaiters = limit }).Locks.Length);
    }

    static DumpedRegisters Registers(ulong rdi, bool user = false)
    {
        ulong[] values = new ulong[16];
        values[7] = rdi;
        return new DumpedRegisters([.. values], user ? 0x401000UL : 0xffff_ffff_8100_0000, 0x46, user ? 0x33UL : 0x10, RegisterOrigin.CrashNotes, 0);
    }

    [Theory]
    // A held lock with a queue behind it; one that is free, a word that no lock can have, and memory that is not there.
    [InlineData(0x0004_0001u, true)]
    [InlineData(0x0000_0101u, true)]
    [InlineData(0u, false)]
    [InlineData(0xdead_beefu, false)]
    public void ASpinningCpuIsAskedForItsLock(uint value, bool isLock)
    {
        ShapedMachine shaped = Shaped();
        ulong held = shaped.Kernel.Data("list_lock", 64), one = shaped.TaskOf(120), two = shaped.TaskOf(133);
        shaped.Kernel.Write(held, value);
        shaped.Run(0, one, shaped.Kernel.InitTask);
        shaped.Run(1, two, 0);
        DumpedMachine machine = shaped.Read();
        machine = machine with { Cpus = [machine.Cpus[0] with { Registers = Registers(held) }, machine.Cpus[1] with { Registers = Registers(0x10) }] };
        WaitGraph graph = WaitGraph.Read(machine, t => t.Address == one
            ? [Frame("native_queued_spin_lock_slowpath", null), Frame("_raw_spin_lock", null), Frame("agent_scan", "agent_mod")] : [Frame("agent_poll", "agent_mod")], shaped.Diagnostics.Add);
        SpinningCpu spin = Assert.Single(graph.Spins);
        Assert.Equal((0, one, "native_queued_spin_lock_slowpath", "agent_scan"), (spin.Cpu, spin.Task, spin.Function, spin.Caller!.Symbol));
        Assert.Equal(isLock ? "list_lock" : null, spin.Lock?.Name);
        Assert.Equal(isLock ? value : null, spin.Lock?.Count);
        // Both CPUs run tasks in the kernel: either may hold it.
        Assert.Equal([0, 1], spin.PossibleHolders);
    }

    [Theory]
    [InlineData(true, false, "0")]
    [InlineData(false, true, "0")]
    [InlineData(false, false, "")]
    public void OnlyACpuInTheKernelCanHoldASpinlock(bool idle, bool user, string holders)
    {
        // The other CPU idles, or runs a program; or nobody knows, since it saved no registers.
        ShapedMachine shaped = Shaped();
        shaped.Run(0, shaped.TaskOf(120), shaped.Kernel.InitTask);
        shaped.Run(1, idle ? shaped.Kernel.InitTask : shaped.TaskOf(133), 0);
        DumpedMachine machine = shaped.Read();
        machine = machine with { Cpus = [machine.Cpus[0] with { Registers = Registers(0) }, machine.Cpus[1] with { Registers = idle || user ? Registers(0, user) : null }] };
        WaitGraph graph = WaitGraph.Read(machine, t => t.Pid == 120 ? [Frame("native_queued_spin_lock_slowpath", null)] : [], shaped.Diagnostics.Add);
        Assert.Equal(holders, string.Join(' ', Assert.Single(graph.Spins).PossibleHolders));
    }

    static DumpedFrame Frame(string symbol, string? module) => new(0xffff_ffff_8100_0000, symbol, 0x10, 0x40, module, FrameMethod.Orc, 0);
}
