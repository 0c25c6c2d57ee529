using Stucktrace.Dump.Reading;

namespace Stucktrace.Dump.Locks;

/// <summary>
/// One of the structures that a task puts on its stack to queue up (kernel/locking/mutex.h, rwsem.c, semaphore.c, include/linux/swait.h and wait.h): it
/// names the task and is linked into the queue of the thing waited for.
/// </summary>
/// <param name="Task">Offset of the pointer to the task.</param>
/// <param name="Link">Offset of the list node.</param>
/// <param name="IsHeadless">
/// True when the waiters alone are the ring and the lock points at the first of them (first_waiter, in 7.2); false when the ring has its head in the lock.
/// </param>
/// <param name="Targets">What its queue may belong to, in the order of trying.</param>
sealed record WaiterShape(ulong Task, ulong Link, bool IsHeadless, IReadOnlyList<LockTarget> Targets)
{
    const string FirstWaiter = "first_waiter";

    // Waiter, its task, its link, the thing, the head of its queue.
    static readonly (string Waiter, string Task, string Link, LockKind Kind, string Thing, string Head)[] Table =
    [
        ("mutex_waiter", "task", "list", LockKind.Mutex, "mutex", "wait_list"),
        ("rwsem_waiter", "task", "list", LockKind.ReadWriteSemaphore, "rw_semaphore", "wait_list"),
        ("semaphore_waiter", "task", "list", LockKind.Semaphore, "semaphore", "wait_list"),
        ("mutex_waiter", "task", "list", LockKind.Mutex, "mutex", FirstWaiter),
        ("rwsem_waiter", "task", "list", LockKind.ReadWriteSemaphore, "rw_semaphore", FirstWaiter),
        ("semaphore_waiter", "task", "list", LockKind.Semaphore, "semaphore", FirstWaiter),
        // Completions since 5.7.
        ("swait_queue", "task", "task_list", LockKind.Completion, "completion", "wait.task_list"),
        ("swait_queue", "task", "task_list", LockKind.WaitQueue, "swait_queue_head", "task_list"),
        // Wait queues, and completions before 5.7; the names of 4.13 and those before.
        ("wait_queue_entry", "private", "entry", LockKind.Completion, "completion", "wait.head"),
        ("wait_queue_entry", "private", "entry", LockKind.WaitQueue, "wait_queue_head", "head"),
        ("__wait_queue", "private", "task_list", LockKind.Completion, "completion", "wait.task_list"),
        ("__wait_queue", "private", "task_list", LockKind.WaitQueue, "__wait_queue_head", "task_list"),
    ];

    // Without types: struct mutex_waiter begins with list and task in every version from 2.6.32 on; a mutex has its queue behind owner, lock and osq since
    // 4.10, and between count, lock and owner before (include/linux/mutex.h, without lock debugging). Which it is, its owner must show.
    static readonly WaiterShape Untyped = new(16, 0, false, [new(LockKind.Mutex, 16, 0, true, false), new(LockKind.Mutex, 8, 24, false, false)]);

    /// <summary>The shapes that this kernel's types know; shapes that look the same are one, and what the queue belongs to is decided by its content.</summary>
    internal static IReadOnlyList<WaiterShape> Of(KernelReader reader)
    {
        List<(ulong Task, ulong Link, bool IsHeadless, LockTarget Target)> known = [];
        foreach ((string waiter, string taskField, string linkField, LockKind kind, string thing, string headField) in Table)
        {
            if (reader.Offset(waiter, taskField) is { } task && reader.Offset(waiter, linkField) is { } link && reader.Offset(thing, headField) is { } head)
                known.Add((task, link, headField == FirstWaiter, new LockTarget(kind, head, reader.Offset(thing, "owner"), kind != LockKind.Mutex || !reader.Has("mutex", "count"), true)));
        }

        WaiterShape[] shapes = [.. known.GroupBy(k => (k.Task, k.Link, k.IsHeadless)).Select(g => new WaiterShape(g.Key.Task, g.Key.Link, g.Key.IsHeadless, [.. g.Select(k => k.Target)]))];
        return known.Exists(k => k.Target.Kind == LockKind.Mutex) ? shapes : [.. shapes, Untyped];
    }
}
