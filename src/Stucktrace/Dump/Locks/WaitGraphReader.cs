using System.Collections.Immutable;
using Stucktrace.Dump.CpuStates;
using Stucktrace.Dump.Reading;
using Stucktrace.Formats;
using Stucktrace.Kernel;

namespace Stucktrace.Dump.Locks;

/// <summary>Reads who waits for whom.</summary>
sealed class WaitGraphReader
{
    readonly DumpedMachine _machine;
    readonly Func<DumpedTask, ImmutableArray<DumpedFrame>> _stackOf;
    readonly WaiterSearch _search;
    readonly LockReader _locks;
    readonly SpinReader _spins;
    readonly (ulong Work, int Cpu)[] _pendingWork;
    readonly Dictionary<(LockKind, ulong), DumpedLock> _found = [];
    readonly Dictionary<ulong, TaskWait> _waits = [];

    internal WaitGraphReader(DumpedMachine machine, Func<DumpedTask, ImmutableArray<DumpedFrame>> stackOf, ReadLimits limits, Action<InputDiagnostic> report)
    {
        KernelReader reader = new(machine.Kernel, limits, report);
        (_machine, _stackOf) = (machine, stackOf);
        _search = new WaiterSearch(reader, machine);
        _locks = new LockReader(reader, machine);
        _spins = new SpinReader(reader, machine, stackOf);
        _pendingWork = [.. WorkPoolReader.Bound(reader, TimeBase.Read(reader, machine.Cpus), machine.Cpus).SelectMany(p => p.Pending.Select(w => (w.Address, p.Cpu ?? 0)))];
    }

    internal WaitGraph Read()
    {
        Dictionary<ulong, DumpedTask> tasks = _machine.Tasks.ToDictionary(t => t.Address);
        // The blocked ones, and from there whoever owns or queues for what they wait for: an owner may itself sleep, interruptibly.
        Queue<DumpedTask> open = new(_machine.Tasks.Where(t => t.StateLetter == 'D' && !t.IsCurrent));
        while (open.TryDequeue(out DumpedTask? task))
        {
            if (_waits.ContainsKey(task.Address))
                continue;
            TaskWait wait = _waits[task.Address] = Wait(task);
            foreach (ulong next in wait.Lock is { } found ? found.Waiters.Select(w => w.Task).Append(found.Owner) : [])
            {
                if (tasks.TryGetValue(next, out DumpedTask? other) && !other.IsCurrent && other.ExitState == 0 && !_waits.ContainsKey(next))
                    open.Enqueue(other);
            }
        }

        ImmutableArray<TaskWait> waits = [.. _machine.Tasks.Where(t => _waits.ContainsKey(t.Address)).Select(t => _waits[t.Address])];
        return new WaitGraph
        {
            Waits = waits,
            Locks = [.. _found.Values.OrderByDescending(l => l.Waiters.Length).ThenBy(l => l.Address)],
            Spins = _spins.Read(),
            Circles = Circles(waits),
        };
    }

    TaskWait Wait(DumpedTask task)
    {
        ImmutableArray<DumpedFrame> frames = _stackOf(task);
        (DumpedFrame? frame, WaitFunction? function) = Told(frames);
        // flush_work() queues a barrier that lies on the stack of whoever waits (struct wq_barrier in kernel/workqueue.c).
        int? cpu = _pendingWork.Where(w => task.Stack != 0 && w.Work - task.Stack < _search.StackBytes).Select(w => (int?)w.Cpu).FirstOrDefault();
        foreach ((WaiterShape shape, ulong head, ImmutableArray<LockWaiter> waiters) in _search.Find(task))
        {
            if (_locks.Read(shape, head, waiters, function?.WaitsFor) is not { } read)
                continue;
            if (!_found.TryGetValue((read.Kind, read.Address), out DumpedLock? known))
                _found[(read.Kind, read.Address)] = known = read;
            return new TaskWait(task, frames, frame, function?.WaitsFor, known, cpu);
        }

        return new TaskWait(task, frames, frame, function?.WaitsFor, null, cpu);
    }

    /// <summary>
    /// The frame that tells what for: the innermost that is no primitive, as long as only functions that wait lie between (a caller further out waits for
    /// nothing itself); else the outermost primitive.
    /// </summary>
    static (DumpedFrame? Frame, WaitFunction? Function) Told(ImmutableArray<DumpedFrame> frames)
    {
        (DumpedFrame? Frame, WaitFunction? Function) best = (null, null);
        foreach (DumpedFrame frame in frames)
        {
            if (frame.Module is null && WaitFunctions.Find(frame.Symbol) is { } function)
            {
                if (!function.Primitive)
                    return (frame, function);
                best = (frame, function);
            }
            else if (best.Function is { WaitsFor: not WaitsFor.Timer })
            {
                return best;
            }
        }

        return best;
    }

    static ImmutableArray<ImmutableArray<ulong>> Circles(ImmutableArray<TaskWait> waits)
    {
        Dictionary<ulong, ulong> owners = waits.Where(w => w.Lock is { OwnerState: OwnerState.Alive }).ToDictionary(w => w.Task.Address, w => w.Lock!.Owner);
        ImmutableArray<ImmutableArray<ulong>>.Builder circles = ImmutableArray.CreateBuilder<ImmutableArray<ulong>>();
        HashSet<ulong> done = [];
        foreach (ulong start in waits.Select(w => w.Task.Address))
        {
            List<ulong> path = [];
            ulong at = start;
            while (owners.TryGetValue(at, out ulong owner) && done.Add(at))
            {
                path.Add(at);
                at = owner;
            }

            int back = path.IndexOf(at);
            if (back >= 0)
                circles.Add([.. path[back..]]);
        }

        return circles.ToImmutable();
    }
}
