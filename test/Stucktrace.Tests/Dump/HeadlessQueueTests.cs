using Stucktrace.Dump.Locks;
using Stucktrace.Formats;

namespace Stucktrace.Tests.Dump;

/// <summary>Queues of locks that have no head (7.2): the waiters alone are the ring, and the lock points at the first of them.</summary>
public class HeadlessQueueTests
{
    const int FirstOfMutex = 16, FirstOfSemaphore = 24;

    static ShapedMachine Shaped(bool notes = false) => new("5.10", layouts =>
    {
        layouts["mutex"] = new(StringComparer.Ordinal) { ["owner"] = (0, 8), ["first_waiter"] = (FirstOfMutex, 8) };
        layouts["mutex_waiter"] = new(StringComparer.Ordinal) { ["list"] = (0, 16), ["task"] = (16, 8) };
        layouts["rw_semaphore"] = new(StringComparer.Ordinal) { ["count"] = (0, 8), ["owner"] = (8, 8), ["first_waiter"] = (FirstOfSemaphore, 8) };
        layouts["rwsem_waiter"] = new(StringComparer.Ordinal) { ["list"] = (0, 16), ["task"] = (16, 8), ["handoff_set"] = (40, 1) };
        if (!notes)
            return;
        layouts["task_struct"]["blocked_on"] = (0x818, 8);
        layouts["task_struct"]["blocker"] = (0x820, 8);
    });

    // The waiters' nodes in the order of the queue; each lies on its task's stack, beside the address of the lock.
    static ulong[] Queue(ShapedMachine shaped, ulong known, params int[] pids)
    {
        ulong[] nodes = [.. pids.Select(pid => shaped.Kernel.Read(shaped.Task(shaped.TaskOf(pid), "thread.sp"), 8) + 0x80)];
        for (int i = 0; i < pids.Length; i++)
        {
            ulong task = shaped.TaskOf(pids[i]);
            shaped.Kernel.Set("task_struct", task, "__state", 2);
            shaped.Kernel.Write(nodes[i], nodes[(i + 1) % pids.Length]);
            shaped.Kernel.Write(nodes[i] + 8, nodes[(i + pids.Length - 1) % pids.Length]);
            shaped.Kernel.Write(nodes[i] + 16, task);
            shaped.Kernel.Write(nodes[i] + 0x40, known);
        }

        return nodes;
    }

    static ulong Mutex(ShapedMachine shaped, int owner)
    {
        ulong at = shaped.Kernel.Data("list_mutex", 64);
        shaped.Kernel.Write(at, shaped.TaskOf(owner) | 1);
        return at;
    }

    static WaitGraph Read(ShapedMachine shaped, ReadLimits? limits = null) => WaitGraph.Read(shaped.Read(), _ => [], shaped.Diagnostics.Add, limits);

    [Theory]
    [InlineData(133)]
    [InlineData(10, 133)]
    [InlineData(133, 5, 10)]
    public void TheLockPointsAtTheFirstWaiter(params int[] pids)
    {
        ShapedMachine shaped = Shaped();
        ulong mutex = Mutex(shaped, 120);
        shaped.Kernel.Write(mutex + FirstOfMutex, Queue(shaped, mutex, pids)[0]);
        WaitGraph graph = Read(shaped);
        DumpedLock found = Assert.Single(graph.Locks);
        Assert.Equal((LockKind.Mutex, "list_mutex", shaped.TaskOf(120), OwnerState.Alive), (found.Kind, found.Name, found.Owner, found.OwnerState));
        // Whichever waiter it was found from, the order is that of the queue.
        Assert.Equal(pids.Select(shaped.TaskOf), found.Waiters.Select(w => w.Task));
        Assert.All(graph.Waits.Where(w => w.Task.Pid != 120), w => Assert.Same(found, w.Lock));
    }

    [Fact]
    public void ASemaphoreIsToldFromAMutex()
    {
        ShapedMachine shaped = Shaped();
        ulong at = shaped.Kernel.Data("map_lock", 64);
        // RWSEM_FLAG_WAITERS and RWSEM_WRITER_LOCKED.
        shaped.Kernel.Write(at, 3UL);
        shaped.Kernel.Write(at + 8, shaped.TaskOf(120));
        shaped.Kernel.Write(at + FirstOfSemaphore, Queue(shaped, at, 133)[0]);
        DumpedLock found = Assert.Single(Read(shaped).Locks);
        Assert.Equal((LockKind.ReadWriteSemaphore, "map_lock", shaped.TaskOf(120)), (found.Kind, found.Name, found.Owner));
    }

    [Theory]
    [InlineData("blocked_on", 0UL)]
    [InlineData("blocker", 2UL)]
    public void WhatATaskNotesIsEnough(string note, ulong kind)
    {
        ShapedMachine shaped = Shaped(notes: true);
        ulong mutex = Mutex(shaped, 120);
        shaped.Kernel.Write(mutex + FirstOfMutex, Queue(shaped, 0, 133)[0]);
        Assert.Empty(Read(shaped).Locks);
        shaped.Kernel.Set("task_struct", shaped.TaskOf(133), note, mutex | kind);
        Assert.Equal("list_mutex", Assert.Single(Read(shaped).Locks).Name);
    }

    public enum Lie
    {
        NoPointer,
        PointerOnAStack,
        NotOnItsStack,
    }

    [Theory]
    [InlineData(Lie.NoPointer)]
    [InlineData(Lie.PointerOnAStack)]
    [InlineData(Lie.NotOnItsStack)]
    public void WhatDoesNotPointAtAWaiterIsNoLock(Lie lie)
    {
        ShapedMachine shaped = Shaped();
        ulong mutex = Mutex(shaped, 120), other = shaped.Kernel.Data("other", 64);
        ulong node = Queue(shaped, mutex, 133)[0];
        switch (lie)
        {
            case Lie.PointerOnAStack:
                // A mutex-like place on the waiter's own stack that holds the waiter's address.
                shaped.Kernel.Write(node + 0x50, shaped.TaskOf(120) | 1);
                shaped.Kernel.Write(node + 0x50 + FirstOfMutex, node);
                shaped.Kernel.Write(node + 0x40, node + 0x50);
                break;
            case Lie.NotOnItsStack:
                // A second node that names a task on whose stack it does not lie.
                shaped.Kernel.Write(mutex + FirstOfMutex, node);
                shaped.Kernel.Point(other, other);
                shaped.Kernel.Append(node, other);
                shaped.Kernel.Write(other + 16, shaped.TaskOf(10));
                break;
            default:
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
        ulong mutex = Mutex(shaped, 120);
        shaped.Kernel.Write(mutex + FirstOfMutex, Queue(shaped, mutex, 133, 10, 5)[0]);
        Assert.Equal(locks, Read(shaped, new ReadLimits { MaxLockWaiters = limit }).Locks.Length);
    }
}
