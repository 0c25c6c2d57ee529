using Iced.Intel;
using Stucktrace.Code;
using Stucktrace.Machine.Known;
using Stucktrace.Termination.Execution;

namespace Stucktrace.Termination;

/// <summary>
/// Runs a prepared machine until a loop is left, faults, or repeats its state; then certifies the repetition and has the checker look at it. Only
/// what the checker accepts is called endless.
/// </summary>
public sealed class LoopTrial
{
    readonly ModuleRun _run;
    readonly ModuleCode _code;
    readonly ulong _head;
    readonly TrialLimits _limits;
    readonly DecidingCells _cells;
    readonly HashSet<ulong> _inside = [];
    readonly Repetition _repetition;
    int _depth = -1;

    /// <summary>Prepares a trial.</summary>
    /// <param name="run">The machine, at the entry of a function or at the head of the loop.</param>
    /// <param name="code">The module.</param>
    /// <param name="graph">The function that the loop is in.</param>
    /// <param name="loop">The loop.</param>
    /// <param name="limits">Bounds.</param>
    public LoopTrial(ModuleRun run, ModuleCode code, ControlFlowGraph graph, NaturalLoop loop, TrialLimits limits)
    {
        (_run, _code, _limits) = (run, code, limits);
        _head = graph.Blocks[loop.Header].Start;
        _cells = DecidingCells.Of(code, graph, loop);
        foreach (int block in loop.Blocks)
        {
            foreach (Instruction instruction in graph.InstructionsOf(graph.Blocks[block]))
                _inside.Add(instruction.IP);
        }

        _repetition = new Repetition(_cells.AtHead, run.Memory.Bytes);
        run.Memory.BeforeStore = (at, address) =>
        {
            // What a called function writes may decide; of the loop's own stores it is known.
            if (_depth >= 0 && (!_inside.Contains(at) || _cells.StoreDecides(at)))
                _repetition.BeforeStore(address);
        };
    }

    /// <summary>Runs it.</summary>
    public LoopOutcome Run()
    {
        ulong last = 0;
        while (_run.Steps < _limits.MaxSteps)
        {
            if (_run.Ip == _head && (_depth < 0 || _run.Depth == _depth))
            {
                _depth = _run.Depth;
                if (_repetition.Visit(_run.State.Registers) is > 0 and long period)
                    return Certify(period);
            }
            else if (_depth >= 0 && _run.Depth == _depth && !_inside.Contains(_run.Ip))
            {
                return Outcome(OutcomeKind.Ends) with { Exit = last };
            }

            last = _run.Ip;
            if (_run.Step() is { } stop)
                return Stopped(stop, last);
        }

        return Outcome(OutcomeKind.Unknown) with { Stop = new RunStop(StopKind.Budget, _run.Ip) };
    }

    LoopOutcome Stopped(RunStop stop, ulong last) => stop.Kind switch
    {
        StopKind.Returned when _depth < 0 => Outcome(OutcomeKind.NotReached),
        StopKind.Returned => Outcome(OutcomeKind.Ends) with { Exit = last },
        StopKind.Fault => Outcome(OutcomeKind.Faults) with { Stop = stop },

        // A trap leaves the loop too; that the machine dies of it is another matter.
        StopKind.Trap when _depth >= 0 => Outcome(OutcomeKind.Faults) with { Stop = stop },
        _ => Outcome(OutcomeKind.Unknown) with { Stop = stop },
    };

    LoopOutcome Outcome(OutcomeKind kind) => new() { Kind = kind, Rounds = Math.Max(0, _repetition.Visits), Steps = _run.Steps, Freed = _run.FirstFreed };

    // The state is the same as a period ago: what the next period does is what every further one does. It is recorded and handed to the checker.
    LoopOutcome Certify(long period)
    {
        long rounds = _repetition.Visits - 1;
        PeriodRecord record = new(_run, _code);
        KnownValue[] start = [.. _run.State.Registers];
        long before = _run.Steps;
        for (long round = 0; round < period;)
        {
            if (_run.Step() is { } stop)
                return Outcome(OutcomeKind.Unknown) with { Stop = stop };
            if (_run.Ip == _head && _run.Depth == _depth)
                round++;
            if (_run.Steps - before > _limits.MaxSteps)
                return Outcome(OutcomeKind.Unknown) with { Stop = new RunStop(StopKind.Budget, _run.Ip) };
        }

        Certificate certificate = new Certificate
        {
            Head = _head,
            Rounds = period,
            Steps = _run.Steps - before,
            Registers = [.. Deciding(start)],
            Frozen = record.Frozen(),
            Code = record.Code(),
            Calls = record.Calls(),
        }.Sealed();
        record.Stop();
        ProofVerdict verdict = ProofChecker.Check(certificate);
        LoopOutcome outcome = Outcome(OutcomeKind.Unknown) with { Period = period, FirstRound = rounds - period, Rounds = rounds };
        return verdict.IsAccepted ? outcome with { Kind = OutcomeKind.NeverEnds, Certificate = certificate } : outcome with { Rejected = verdict };
    }

    IEnumerable<CertifiedRegister> Deciding(KnownValue[] registers)
    {
        for (int i = 0; i < registers.Length; i++)
        {
            if ((_cells.AtHead >> i & 1) != 0 && registers[i].IsKnown)
                yield return new CertifiedRegister(i, registers[i].Value);
        }
    }
}
