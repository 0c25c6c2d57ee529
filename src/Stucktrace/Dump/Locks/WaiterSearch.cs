using System.Buffers.Binary;
using System.Collections.Immutable;
using Stucktrace.Dump.Reading;
using Stucktrace.Formats;

namespace Stucktrace.Dump.Locks;

/// <summary>
/// Finds the queues that a task is in without debug information: a waiter structure on its stack names the task itself and is linked, in both directions,
/// into a ring of which all other nodes but one are waiters on the stacks of other tasks; that one is the head, and lies in the lock.
/// </summary>
sealed class WaiterSearch
{
    // Each queue is followed from each of its waiters, of which a dump may have many for one lock.
    const long StepsForEach = 1000;
    const ulong Lowest = 0xffff_8000_0000_0000;

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

    /// <summary>The queues that a sleeping task is in, innermost first.</summary>
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
                if (node >= from && Linked(node) && Queue(shape, node) is { } queue)
                    yield return (shape, queue.Head, queue.Waiters);
            }
        }
    }

    bool Linked(ulong node) =>
        _reader.Memory.Number(node) is >= Lowest and { } next && _reader.Memory.Number(node + 8) is >= Lowest and { } previous
        && next != node && next % 8 == 0 && previous % 8 == 0
        && _reader.Memory.Number(next + 8) == node && _reader.Memory.Number(previous) == node;

    (ulong Head, ImmutableArray<LockWaiter> Waiters)? Queue(WaiterShape shape, ulong node)
    {
        if (_steps.Left == 0)
        {
            if (!_said)
                _reader.Report("VMC0861", Message.Of("machine.0861", _reader.Limits.MaxLockWaiters * StepsForEach));
            _said = true;
            return null;
        }

        Ring ring = Ring.Forward(_reader.Memory, node, Math.Min(_reader.Limits.MaxLockWaiters, _steps.Left));
        _steps.Take((ulong)ring.Nodes.Length + 1);
        if (!ring.IsWhole)
            return null;
        ulong? head = null;
        foreach (ulong other in ring.Nodes)
        {
            if (TaskAt(shape, other) is not null)
                continue;
            if (head is not null)
                return null;
            head = other;
        }

        if (head is not { } found)
            return null;
        // The queue begins behind its head.
        int at = ring.Nodes.IndexOf(found);
        IEnumerable<ulong> order = ring.Nodes.Skip(at + 1).Append(node).Concat(ring.Nodes.Take(at));
        return (found, [.. order.Select(n => new LockWaiter(TaskAt(shape, n) ?? 0, n - shape.Link))]);
    }

    /// <summary>The task that a node's structure names, when it lies on that task's stack.</summary>
    ulong? TaskAt(WaiterShape shape, ulong node) =>
        _reader.Memory.Number(node - shape.Link + shape.Task) is { } task && _tasks.TryGetValue(task, out DumpedTask? known) && node - known.Stack < StackBytes ? task : null;

    static ulong Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
}
