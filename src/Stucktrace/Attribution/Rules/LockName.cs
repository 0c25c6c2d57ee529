using System.Collections.Immutable;
using Stucktrace.Dump;
using Stucktrace.Dump.Locks;
using Stucktrace.Formats;

namespace Stucktrace.Attribution.Rules;

/// <summary>Locks of a dump, and those who wait for them, in words.</summary>
static class LockName
{
    /// <summary>Its kind with its name, or its address where it has none.</summary>
    internal static Message Of(DumpedLock found) => Message.Of(found.Kind switch
    {
        LockKind.Mutex => "memory.lock.mutex",
        LockKind.ReadWriteSemaphore => "memory.lock.rwsem",
        LockKind.Semaphore => "memory.lock.semaphore",
        LockKind.Completion => "memory.lock.completion",
        _ => "memory.lock.queue",
    }, found.Name ?? Hexadecimal.Address(found.Address));

    /// <summary>Tasks that wait for each other, in a circle: <c>a:1 → b:2 → a:1</c>.</summary>
    internal static string Circle(DumpedMachine machine, ImmutableArray<ulong> tasks) =>
        string.Join(" → ", tasks.Append(tasks[0]).Select(t => machine.TaskAt(t)?.Label ?? "?"));
}
