using System.Collections.Immutable;

namespace Stucktrace.Code.Loops;

/// <summary>What is held or switched off while a loop runs, as far as this function's code shows it; callers may hold more.</summary>
/// <param name="RcuReadSide">Inside rcu_read_lock().</param>
/// <param name="PreemptionOff">Preemption switched off, by itself or by a spinlock.</param>
/// <param name="InterruptsOff">Interrupts switched off.</param>
/// <param name="Locks">Locks held, each with the call that took it.</param>
public sealed record LoopContext(ContextFact RcuReadSide, ContextFact PreemptionOff, ContextFact InterruptsOff, ImmutableArray<ContextFact> Locks)
{
    /// <summary>Nothing is shown.</summary>
    public static LoopContext None { get; } = new(default, default, default, []);
}
