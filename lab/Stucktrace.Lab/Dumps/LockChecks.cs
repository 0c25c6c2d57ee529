using Stucktrace.Dump.Locks;

namespace Stucktrace.Lab.Dumps;

/// <summary>Holds a dump's locks against what <c>lab/dumps/witness.c</c> made: of each kind one, taken by the first of three and wanted by the others.</summary>
/// <param name="dump">The dump.</param>
sealed class LockChecks(DumpResult dump)
{
    static readonly (string Name, LockKind Kind, bool HasOwner, int FirstWaiter)[] Made =
    [
        ("mutex", LockKind.Mutex, true, 1),
        ("rwsem", LockKind.ReadWriteSemaphore, true, 1),
        ("semaphore", LockKind.Semaphore, false, 1),
        ("completion", LockKind.Completion, false, 0),
    ];

    /// <summary>All comparisons.</summary>
    public IEnumerable<CheckRow> All()
    {
        yield return CheckRow.Each("locks: name, kind, owner, waiters in order", Made, made =>
        {
            string wanted = Text($"held_{made.Name} [holders]", made.Kind, made.HasOwner ? made.Name + " 0" : null, Enumerable.Range(made.FirstWaiter, 3 - made.FirstWaiter).Select(i => $"{made.Name} {i}"));
            string[] found = [.. dump.Waits.Locks.Where(l => l.Kind == made.Kind && l.Name?.EndsWith("[holders]", StringComparison.Ordinal) == true)
                .Select(l => Text(l.Name, l.Kind, dump.Machine!.TaskAt(l.Owner)?.Comm, l.Waiters.Select(w => dump.Machine!.TaskAt(w.Task)?.Comm)))];
            return found is [var one] && one == wanted ? null : $"{wanted}, {string.Join("; ", found)}";
        });
    }

    static string Text(string? name, LockKind kind, string? owner, IEnumerable<string?> waiters) => $"{name} {kind} {owner ?? "-"}: {string.Join(", ", waiters)}";
}
