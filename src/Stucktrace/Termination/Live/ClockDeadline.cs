using Stucktrace.Machine;
using Stucktrace.Machine.Known;

namespace Stucktrace.Termination.Live;

/// <summary>
/// How many ticks a loop still waits: the code is run up to the branch that the clock decides, what is compared there is the distance, and with the clock
/// set on by as much the branch must go the other way; else nothing is said.
/// </summary>
/// <param name="prepare">Prepares a run from the CPU's state, on the memory of the dump.</param>
sealed class ClockDeadline(Func<LiveRun> prepare)
{
    // Ten years of ticks: further away than that is no deadline.
    const ulong Furthest = 1UL << 38;
    const long MostSteps = 1_000_000;

    /// <summary>Ticks left, or null when that can't be told.</summary>
    /// <param name="clock">The word that goes on.</param>
    /// <param name="branch">Address of the branch that it decides.</param>
    internal ulong? Find(FrozenWord clock, ulong branch)
    {
        if (At(branch, null) is not { } now || Distance(now.Flags) is not { } distance)
            return null;
        foreach (ulong ticks in (ReadOnlySpan<ulong>)[distance, distance + 1])
        {
            if (At(branch, clock with { Value = clock.Value + ticks }) is { } then && then.Next != now.Next)
                return ticks;
        }

        return null;
    }

    // Flags at the branch, and where it leads.
    (MachineFlags<KnownValue> Flags, ulong Next)? At(ulong branch, FrozenWord? set)
    {
        LiveRun run = prepare();
        if (set is { } word && !run.Memory.Bytes.Write(word.Address, word.Bytes, word.Value))
            return null;
        while (run.Steps < MostSteps)
        {
            MachineFlags<KnownValue> flags = run.State.Flags;
            bool isHere = run.Ip == branch;
            if (run.Step() is not null)
                return null;
            if (isHere)
                return (flags, run.Ip);
        }

        return null;
    }

    // jiffies less the deadline, or the other way round: as far from zero either way.
    static ulong? Distance(in MachineFlags<KnownValue> flags)
    {
        if (flags.Bits is not (32 or 64) || flags.Source is FlagSource.Unknown)
            return null;
        KnownValue result = flags.Source == FlagSource.Subtract && flags is { Left.IsKnown: true, Right.IsKnown: true } ? Numbers.Binary(BinaryOperation.Subtract, flags.Left.Value, flags.Right.Value, flags.Bits) : flags.Result;
        if (!result.IsKnown)
            return null;
        long signed = (long)Numbers.SignExtend(result.Value, flags.Bits, 64);
        return signed != long.MinValue && (ulong)Math.Abs(signed) < Furthest ? (ulong)Math.Abs(signed) : null;
    }
}
