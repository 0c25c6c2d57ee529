using System.Collections.Immutable;
using Stucktrace.Dump;

namespace Stucktrace.Incidents.Memory;

/// <summary>A task of a dump that sleeps without answering signals.</summary>
/// <param name="Task">The task.</param>
/// <param name="Frames">The calls that led there, innermost first.</param>
/// <param name="Seconds">For how long, in whole seconds; null when the dump does not tell.</param>
/// <param name="LockKind"><c>mutex</c> or <c>rw-semaphore</c> when it waits for one with an owner, else null.</param>
/// <param name="Owner">That lock's owner, when it is a task that lives.</param>
/// <param name="Lock">Address of that lock, or 0.</param>
public sealed record WaitingTask(DumpedTask Task, ImmutableArray<DumpedFrame> Frames, int? Seconds, string? LockKind, DumpedTask? Owner, ulong Lock);
