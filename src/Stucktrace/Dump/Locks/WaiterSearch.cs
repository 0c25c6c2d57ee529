using System.Buffers.Binary;
using System.Collections.Immutable;
using Stucktrace.Dump.Reading;
using Stucktrace.Formats;
using Stucktrace.Kernel;

namespace Stucktrace.Dump.Locks;

/// <summary>
/// Finds the queues that a task is in without debug information: a waiter structure on its stack names the task itself and is linked, in both directions,
/// into a ring of which all other nodes but one are waiters on the stacks of other tasks; that one is the head, and lies in the lock. Where the ring has no
/// head, the lock is what the waiting task still knows of (on its stack, or as what it is blocked on) and what points at the first waiter.
/// </summary>
sealed class WaiterSearch
{
    // Each queue is followed from each of its waiters, of which a dump may have many for one lock.
    const long StepsForEach = 1000;

    // BLOCKER_TYPE_MASK.
    const ulong BlockerKind = 3;

    readonly KernelReader _reader;
    readonly Dictionary<ulong, DumpedTask> _tasks;
    readonly IReadOnlyList<WaiterShape> _shapes;
    readonly Allowance _steps;
    bool _said;

    internal WaiterSearch(KernelReader reader, DumpedMachine machine)
    {
        _reader = reader;
        _shapes = WaiterShape.Of(reader);
        _steps = new Allowance((int)Math.Min(int.MaxValue, reader.Limits.MaxLockWaiters * StepsForEach));
        _tasks = machine.Tasks.ToDictionary(t => t.Address);
        // 16 KiB since 3.15, 8 KiB before (arch/x86/include/asm/page_64_types.h).
        StackBytes = reader.SizeOf("thread_union") is > 4096 and <= 65536 and { } size ? (ulong)size : 16384;
    }

    /// <summary>Bytes of a task's stack.</summary>
    internal ulong StackBytes { get; }

    /// <summary>The queues that a sleeping task is in, innermost first; each with the head of the queue, or the pointer to its first waiter.</summary>
    internal IEnumerable<(WaiterShape Shape, ulong Head, ImmutableArray<LockWaiter> Waiters)> Find(DumpedTask task)
    {
        ulong from = task.SavedStackPointer, end = task.Stack + StackBytes;
        if (task.Stack == 0 || from < task.Stack || from >= end || from % 8 != 0)
            yield break;
        byte[] stack = new byte[end - from];
        int there = _reader.ReadUpTo(from, stack);
        for (int at = 0; at + 8 <= there; at += 8)
        {
            if (Word(stack, at) != task.Address)
                continue;
            foreach (WaiterShape shape in _shapes)
            {
                ulong node = from + (ulong)at - shape.Task + shape.Link;
                if (node < from || !Linked(node, shape.IsHeadless) || Follow(node) is not { } ring)
                    continue;
                foreach ((ulong head, ImmutableArray<LockWaiter> waiters) in shape.IsHeadless ? Pointed(shape, node, ring, task, stack.AsMemory(0, there)) : Headed(shape, node, ring))
                    yield return (shape, head, waiters);
            }
        }
    }

    // A single waiter of a queue without a head is linked to itself.
    bool Linked(ulong node, bool alone) =>
        _reader.Memory.Number(node) is >= KernelHalf.First and { } next && _reader.Memory.Number(node + 8) is >= KernelHalf.First and { } previous
        && (next != node || alone) && next % 8 == 0 && previous % 8 == 0
        && _reader.Memory.Number(next + 8) == node && _reader.Memory.Number(previous) == node;

    // The other nodes of a ring, or null when it is none or enough were followed.
    ImmutableArray<ulong>? Follow(ulong node)
    {
        if (!CanGoOn())
            return null;
        Ring ring = Ring.Forward(_reader.Memory, node, Math.Min(_reader.Limits.MaxLockWaiters, _steps.Left));
        _steps.Take((ulong)ring.Nodes.Length + 1);
        return ring.IsWhole ? ring.Nodes : null;
    }

    bool CanGoOn()
    {
        if (_steps.Left > 0)
            return true;
        if (!_said)
            _reader.Report("VMC0861", Message.Of("machine.0861", _reader.Limits.MaxLockWaiters * StepsForEach));
        _said = true;
        return false;
    }

    IEnumerable<(ulong Head, ImmutableArray<LockWaiter> Waiters)> Headed(WaiterShape shape, ulong node, ImmutableArray<ulong> ring)
    {
        ulong[] heads = [.. ring.Where(other => TaskAt(shape, other) is null).Take(2)];
        if (heads is not [var head])
            yield break;
        // The queue begins behind its head.
        int at = ring.IndexOf(head);
        yield return (head, Waiters(shape, ring.Skip(at + 1).Append(node).Concat(ring.Take(at))));
    }

    IEnumerable<(ulong Head, ImmutableArray<LockWaiter> Waiters)> Pointed(WaiterShape shape, ulong node, ImmutableArray<ulong> ring, DumpedTask task, ReadOnlyMemory<byte> stack)
    {
        ulong[] nodes = [node, .. ring];
        if (nodes.Any(n => TaskAt(shape, n) is null))
            yield break;
        HashSet<ulong> done = [];
        foreach (ulong known in KnownTo(task, stack))
        {
            foreach (LockTarget target in shape.Targets)
            {
                ulong pointer = known + target.Head;
                if (!done.Add(pointer) || _reader.Memory.Number(pointer) is not { } first || Array.IndexOf(nodes, first + shape.Link) is not (>= 0 and var at))
                    continue;
                // What lies on the stack of a waiter is its own note of where it queues.
                if (!nodes.Any(n => TaskAt(shape, n) is { } waiting && pointer - _tasks[waiting].Stack < StackBytes))
                    yield return (pointer, Waiters(shape, nodes.Skip(at).Concat(nodes.Take(at))));
            }
        }
    }

    // What a task is blocked on by its own account (the lowest bits of blocker tell the kind, include/linux/hung_task.h), and every address on its stack.
    IEnumerable<ulong> KnownTo(DumpedTask task, ReadOnlyMemory<byte> stack)
    {
        if (_reader.Field(task.Address, "task_struct", "blocker") is > 0 and { } blocker)
            yield return blocker & ~BlockerKind;
        if (_reader.Field(task.Address, "task_struct", "blocked_on") is > 0 and { } mutex)
            yield return mutex;
        for (int at = 0; at + 8 <= stack.Length && CanGoOn(); at += 8)
        {
            _steps.Take(1);
            if (Word(stack.Span, at) is >= KernelHalf.First and { } word && word % 8 == 0)
                yield return word;
        }
    }

    ImmutableArray<LockWaiter> Waiters(WaiterShape shape, IEnumerable<ulong> nodes) => [.. nodes.Select(n => new LockWaiter(TaskAt(shape, n) ?? 0, n - shape.Link))];

    /// <summary>The task that a node's structure names, when it lies on that task's stack.</summary>
    ulong? TaskAt(WaiterShape shape, ulong node) =>
        _reader.Memory.Number(node - shape.Link + shape.Task) is { } task && _tasks.TryGetValue(task, out DumpedTask? known) && node - known.Stack < StackBytes ? task : null;

    static ulong Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
}
