using System.Collections.Immutable;
using Stucktrace.Dump.Reading;
using Stucktrace.Kernel;

namespace Stucktrace.Dump.Locks;

/// <summary>Reads a lock whose queue was found: which of the kinds that fit it is, and who owns it.</summary>
sealed class LockReader
{
    // Lowest bits of owner words: MUTEX_FLAGS (since 4.10), RWSEM_OWNER_FLAGS_MASK (since 5.3), RWSEM_READER_OWNED (4.x).
    const ulong OwnerFlags = 7, ReaderOwned = 1;

    // RWSEM_READER_SHIFT and RWSEM_WRITER_LOCKED, kernel/locking/rwsem.c since 5.3.
    const int ReaderShift = 8;
    const ulong WriterLocked = 1, SemaphoreHasWaiters = 2, MostReaders = 1 << 20;

    // MUTEX_FLAG_WAITERS, set as long as anybody queues.
    const ulong MutexHasWaiters = 1;

    // A task_struct is aligned to a cache line (ARCH_MIN_TASKALIGN); its lowest bits are free for flags.
    const ulong TaskAlignment = 64;

    readonly KernelReader _reader;
    readonly AddressNames _names;
    readonly Dictionary<ulong, DumpedTask> _tasks;
    readonly Dictionary<ulong, ulong> _tasksByStack;

    internal LockReader(KernelReader reader, DumpedMachine machine)
    {
        _reader = reader;
        _names = new AddressNames(machine);
        _tasks = machine.Tasks.ToDictionary(t => t.Address);
        _tasksByStack = machine.Tasks.Where(t => t.Stack != 0).DistinctBy(t => t.Stack).ToDictionary(t => t.Stack, t => t.Address);
    }

    /// <summary>The lock that a queue belongs to: of the kind that the waiter's stack says, else of the first kind whose fields make sense.</summary>
    internal DumpedLock? Read(WaiterShape shape, ulong head, ImmutableArray<LockWaiter> waiters, WaitsFor? hint)
    {
        LockKind? wanted = KindOf(hint);
        DumpedLock? gone = null;
        // A mutex and the end of a semaphore look alike, up to the flags that each has while somebody queues; the semaphore's say more.
        foreach (LockTarget target in shape.Targets.Where(t => wanted is null || t.Kind == wanted).OrderByDescending(t => t.Kind == LockKind.ReadWriteSemaphore))
        {
            DumpedLock candidate = Make(target, head - target.Head) with { Waiters = waiters };
            if ((wanted is not null && target.IsKnown) || MakesSense(candidate, target))
                return candidate;
            if (target.IsKnown && candidate.OwnerState == OwnerState.Gone)
                gone ??= candidate;
        }

        return gone ?? (wanted is null ? null : Generic(shape, head, waiters));
    }

    // A wait for a condition, a page, a grace period…: of the kinds that the structure allows the last is the plainest.
    DumpedLock? Generic(WaiterShape shape, ulong head, ImmutableArray<LockWaiter> waiters) =>
        shape.Targets[^1] is { Kind: LockKind.WaitQueue or LockKind.Completion } plain ? Make(plain, head - plain.Head) with { Waiters = waiters } : null;

    static LockKind? KindOf(WaitsFor? wait) => wait switch
    {
        WaitsFor.Mutex => LockKind.Mutex,
        WaitsFor.RwSemaphore => LockKind.ReadWriteSemaphore,
        WaitsFor.Semaphore => LockKind.Semaphore,
        WaitsFor.Completion or WaitsFor.GracePeriod or WaitsFor.Work or WaitsFor.RcuCallbacks => LockKind.Completion,
        null => null,
        _ => LockKind.WaitQueue,
    };

    bool MakesSense(DumpedLock candidate, LockTarget target) => candidate.Kind switch
    {
        LockKind.Mutex => HasOwner(candidate) && (!target.OwnerHasFlags || (candidate.OwnerWord & MutexHasWaiters) != 0),
        LockKind.ReadWriteSemaphore when Encoded => (candidate.Count & SemaphoreHasWaiters) != 0 && (candidate.Readers > 0 || (HasOwner(candidate) && (candidate.Count & WriterLocked) != 0)),
        LockKind.ReadWriteSemaphore => HasOwner(candidate),
        LockKind.Semaphore => candidate.Count == 0,
        LockKind.Completion => candidate.Count is 0,
        _ => true,
    };

    static bool HasOwner(DumpedLock candidate) => candidate.OwnerState is OwnerState.Alive or OwnerState.Exited;

    // The encoding of 5.3 is known by what came with it into the waiter: last_rowner, handoff_set since 5.17.
    bool Encoded => _reader.FirstOf("rwsem_waiter", "last_rowner", "handoff_set") is not null;

    DumpedLock Make(LockTarget target, ulong address)
    {
        DumpedLock plain = new() { Kind = target.Kind, Address = address, Name = _names.Symbol(address) };
        // atomic_long_t is a struct of one word.
        ulong? owner = target.Owner is { } offset ? _reader.Memory.Number(address + offset) : null;
        return target.Kind switch
        {
            LockKind.Mutex => WithOwner(plain, owner, target.OwnerHasFlags ? OwnerFlags : 0),
            LockKind.ReadWriteSemaphore => Semaphore(plain, owner),
            LockKind.Semaphore => plain with { Count = _reader.Field(address, "semaphore", "count") },
            LockKind.Completion => plain with { Count = _reader.Field(address, "completion", "done") },
            _ => plain,
        };
    }

    DumpedLock Semaphore(DumpedLock plain, ulong? owner)
    {
        ulong? count = _reader.Offset("rw_semaphore", "count") is { } offset ? _reader.Memory.Number(plain.Address + offset) : null;
        int? readers = Encoded && count is { } word && (word & WriterLocked) == 0 && word >> ReaderShift < MostReaders ? (int)(word >> ReaderShift) : null;
        DumpedLock found = plain with { Count = count, Readers = readers };
        // With readers inside, the owner word names only the last one that came: a hint, no owner.
        return owner is { } named && ((named & ReaderOwned) != 0 || readers > 0) ? found with { OwnerWord = named } : WithOwner(found, owner, OwnerFlags);
    }

    DumpedLock WithOwner(DumpedLock plain, ulong? word, ulong flags)
    {
        if (word is not { } owner)
            return plain;
        ulong address = owner & ~flags;
        // 2.6.32 keeps the owner's thread_info, which lies at the bottom of its stack.
        if (address != 0 && !_tasks.ContainsKey(address) && _tasksByStack.TryGetValue(address, out ulong task))
            address = task;
        OwnerState state = address == 0 ? OwnerState.Nobody
            : _tasks.TryGetValue(address, out DumpedTask? known) ? (known.ExitState != 0 ? OwnerState.Exited : OwnerState.Alive)
            : address % TaskAlignment == 0 && address is >= KernelHalf.First and < KernelHalf.Image ? OwnerState.Gone : OwnerState.Unknown;
        return plain with { OwnerWord = owner, Owner = address, OwnerState = state };
    }
}
