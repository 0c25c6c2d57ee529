using Stucktrace.Dump.Locks;
using Stucktrace.Formats;

namespace Stucktrace.Attribution.Rules;

/// <summary>A lock of a dump in words.</summary>
static class LockText
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
}
