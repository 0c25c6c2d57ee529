using System.Collections.Immutable;
using Stucktrace.Machine.Known;
using Stucktrace.Termination.Execution;

namespace Stucktrace.Termination.Walks;

/// <summary>
/// Writes an endless run down from its beginning until its state is the same again for the first time: the run is done again, first to find the round
/// from which on it repeats, then step by step. The stretch that is shown is certified and checked anew, since it begins elsewhere than the one that was proven.
/// </summary>
static class WalkRecorder
{
    const int AllRegisters = 16;

    /// <summary>Writes an endless run down.</summary>
    /// <param name="again">Prepares the same run once more.</param>
    /// <param name="depth">Depth of calls at which the head was looked at; null for that of the first visit.</param>
    /// <param name="steps">Instructions after which the period that was proven was over.</param>
    /// <param name="proof">What was proven.</param>
    /// <param name="limits">Bounds.</param>
    /// <returns>Null when the run is longer than may be recorded, or when no stretch could be certified.</returns>
    internal static WalkTrace? Endless(Func<IObservedRun> again, int? depth, long steps, Certificate proof, WalkLimits limits)
    {
        if (steps > limits.MaxRunSteps || proof.Rounds < 1)
            return null;
        List<ulong> visits = Visits(again(), proof, depth, steps);
        int last = visits.Count - 1 - (int)Math.Min(proof.Rounds, int.MaxValue);
        if (last < 0)
            return null;
        int first = last;
        while (first > 0 && visits[first - 1] == visits[first - 1 + (int)proof.Rounds])
            first--;
        return From(again(), proof, depth, first, limits) ?? (first == last ? null : From(again(), proof, depth, last, limits));
    }

    /// <summary>Writes a run down that ended, or what of an endless one was executed.</summary>
    /// <param name="run">The run, begun.</param>
    /// <param name="head">Address of the loop's head.</param>
    /// <param name="steps">Instructions that were executed.</param>
    /// <param name="limits">Bounds.</param>
    internal static WalkTrace? Whole(IObservedRun run, ulong head, long steps, WalkLimits limits)
    {
        if (steps > limits.MaxRunSteps)
            return null;
        StepLog log = new(run, limits.MaxKeptSteps);
        long round = 0;
        while (run.Steps < steps)
        {
            if (run.Ip == head)
            {
                round++;
                run.Tick();
            }

            if (log.Step(round) is not null)
                break;
        }

        return log.Trace(head);
    }

    // What the registers of the proof were at each visit of the head, as hashes.
    static List<ulong> Visits(IObservedRun run, Certificate proof, int? depth, long steps)
    {
        List<ulong> visits = [];
        while (true)
        {
            if (IsHead(run, proof, ref depth))
            {
                visits.Add(Hash(run, proof));
                run.Tick();
            }

            if (run.Steps >= steps || run.Step() is not null)
                return visits;
        }
    }

    static WalkTrace? From(IObservedRun run, Certificate proof, int? depth, int first, WalkLimits limits)
    {
        StepLog log = new(run, limits.MaxKeptSteps);
        PeriodRecord? period = null;
        KnownValue[] start = [];
        long begun = 0, round = 0;
        while (true)
        {
            if (IsHead(run, proof, ref depth))
            {
                round++;
                run.Tick();
                if (round == first + 1)
                {
                    (start, begun) = ([.. run.State.Registers], log.Count);
                    period = new PeriodRecord(run);
                    log.Observe();
                }
                else if (round == first + 1 + proof.Rounds)
                {
                    break;
                }
            }

            if (log.Count >= limits.MaxRunSteps || log.Step(round) is not null)
                return null;
        }

        long over = log.Count;
        Certificate shown = Certify(run, proof, period!, start, over - begun);
        if (!ProofChecker.Check(shown).IsAccepted)
            return null;
        KnownValue[] end = [.. run.State.Registers];
        // The step that is the first one again is executed, too: that it is the same is to be seen.
        _ = log.Step(round);
        return log.Trace(proof.Head) with
        {
            Repeat = new WalkRepeat { From = begun, To = over, Rounds = proof.Rounds, Proof = shown, Excluded = [.. Excluded(shown, start, end)] },
        };
    }

    static Certificate Certify(IObservedRun run, Certificate proof, PeriodRecord period, KnownValue[] start, long steps)
    {
        Dictionary<(ulong, int), FrozenWord> proven = proof.Frozen.ToDictionary(w => (w.Address, w.Bytes));
        return (proof with
        {
            Steps = steps,
            Registers = [.. proof.Registers.Where(r => start[r.Index].IsKnown && start[r.Index] == run.State.Registers[r.Index]).Select(r => r with { Value = start[r.Index].Value })],
            Frozen = [.. period.Frozen().Where(w => proven.ContainsKey((w.Address, w.Bytes))).Select(w => w with { Name = proven[(w.Address, w.Bytes)].Name })],
            Code = period.Code(),
        }).Sealed();
    }

    static IEnumerable<WalkExcluded> Excluded(Certificate shown, KnownValue[] start, KnownValue[] end)
    {
        ImmutableHashSet<int> compared = [.. shown.Registers.Select(r => r.Index)];
        for (int i = 0; i < AllRegisters; i++)
        {
            if (!compared.Contains(i))
                yield return new WalkExcluded(i, !start[i].IsKnown || !end[i].IsKnown ? ExclusionReason.NotKnown : start[i] == end[i] ? ExclusionReason.NotNeeded : ExclusionReason.Changed);
        }
    }

    static bool IsHead(IObservedRun run, Certificate proof, ref int? depth)
    {
        if (run.Ip != proof.Head || (depth is { } wanted && run.Depth != wanted))
            return false;
        depth = run.Depth;
        return true;
    }

    static ulong Hash(IObservedRun run, Certificate proof)
    {
        ulong hash = 14695981039346656037;
        foreach (CertifiedRegister register in proof.Registers)
            hash = (ulong.RotateLeft(hash, 29) ^ run.State.Registers[register.Index].Value ^ (run.State.Registers[register.Index].Unknown * 31)) * 0x9e3779b97f4a7c15;
        return hash;
    }
}
