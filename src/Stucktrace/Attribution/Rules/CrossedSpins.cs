using System.Collections.Immutable;
using Stucktrace.Dump;
using Stucktrace.Dump.Locks;
using Stucktrace.Formats;
using Stucktrace.Incidents.Memory;

namespace Stucktrace.Attribution.Rules;

/// <summary>Two CPUs that spin for two locks in a dump, and nobody else that could hold them: each holds what the other wants.</summary>
static class CrossedSpins
{
    /// <summary>Looks for the other CPU.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="draft">What its reports say: a CPU that spins for a lock.</param>
    /// <param name="dump">The dump.</param>
    /// <param name="cpu">Number of that CPU.</param>
    /// <returns>Null when a third CPU may hold one of the locks, when it is one and the same, or when it is not known.</returns>
    internal static Draft? Judge(IncidentCase incident, Draft draft, ExaminedDump dump, int cpu)
    {
        if (draft is not { Class: FailureClass.SpinlockDeadlock, Culprit: { Kind: CulpritKind.Module, Module: { } module } })
            return null;
        ImmutableArray<SpinningCpu> spins = dump.Waits.Spins;
        if (spins.FirstOrDefault(s => s.Cpu == cpu) is not { Lock: { } wanted, Caller: { } here } one)
            return null;
        if (spins.FirstOrDefault(s => s.Cpu != cpu && s.Lock is { } held && held.Address != wanted.Address && Between(one, s)) is not { Lock: { } second, Caller: { } there } other || there.Module != module)
            return null;
        return draft with
        {
            Confidence = Confidence.Strong,
            What = Message.Of("verdict.abba", cpu, Place(here), other.Cpu, Place(there), incident.KindOf(module)),
            Evidence = [.. draft.Evidence, Evidence.InMemory(dump.Input, wanted.Address, wanted.Name), Evidence.InMemory(dump.Input, second.Address, second.Name)],
        };
    }

    // The holder of a spinlock is on a CPU and in the kernel.
    static bool Between(SpinningCpu one, SpinningCpu other) => Only(one, one.Cpu, other.Cpu) && Only(other, one.Cpu, other.Cpu);

    static bool Only(SpinningCpu spin, int one, int other) => spin.PossibleHolders.Contains(one) && spin.PossibleHolders.Contains(other) && spin.PossibleHolders.Length == 2;

    static string Place(DumpedFrame frame) => $"{frame.Symbol}+{Hexadecimal.Address(frame.Offset)}";
}
