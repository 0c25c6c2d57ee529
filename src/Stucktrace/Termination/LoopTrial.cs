using Iced.Intel;
using Stucktrace.Code;
using Stucktrace.Machine.Known;
using Stucktrace.Termination.Execution;

namespace Stucktrace.Termination;

/// <summary>
/// Runs a prepared machine until a loop is left, faults, or repeats its state; then records one period, certifies it and has the checker look at it.
/// Only what the checker accepts is called endless; after a certificate that it rejects the run goes on.
/// </summary>
public sealed class LoopTrial
{
    // A state that is wholly the same and yet can't be proven to repeat will not be proven later on either.
    const int MostRejections = 3;
    readonly ModuleRun _run;
    readonly ulong _head;
    readonly TrialLimits _limits;
    readonly DecidingCells _certain;
    readonly HashSet<ulong> _inside = [];
    readonly Repetition _repetition;
    int _depth = -1;
    Period? _period;
    long _nextTry;
    long _nextWholeTry;
    int _rejections;
    long? _firstTick;

    /// <summary>Prepares a trial.</summary>
    /// <param name="run">The machine, at the entry of a function or at the head of the loop.</param>
    /// <param name="code">The module.</param>
    /// <param name="graph">The function that the loop is in.</param>
    /// <param name="loop">The loop.</param>
    /// <param name="limits">Bounds.</param>
    public LoopTrial(ModuleRun run, ModuleCode code, ControlFlowGraph graph, NaturalLoop loop, TrialLimits limits)
    {
        (_run, _limits) = (run, limits);
        _head = graph.Blocks[loop.Header].Start;
        _certain = DecidingCells.Of(code, graph, loop, fieldsMayMeet: false);
        DecidingCells possible = DecidingCells.Of(code, graph, loop, fieldsMayMeet: true);
        foreach (int block in loop.Blocks)
        {
            foreach (Instruction instruction in graph.InstructionsOf(graph.Blocks[block]))
                _inside.Add(instruction.IP);
        }

        _repetition = new Repetition(_certain.AtHead, _certain.AtHead | possible.AtHead, run.Memory.Bytes);
        run.Memory.BeforeStore = (at, address) =>
        {
            if (_depth >= 0 && possible.StoreDecides(at))
                _repetition.BeforeStore(address);
        };
    }

    /// <summary>Runs it.</summary>
    public LoopOutcome Run()
    {
        ulong last = 0;
        while (_run.Steps + _run.Memory.Accesses < 2 * _limits.MaxSteps)
        {
            if (_run.Ip == _head && (_depth < 0 || _run.Depth == _depth))
            {
                _depth = _run.Depth;
                if (Head() is { } endless)
                    return endless;
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

    LoopOutcome Outcome(OutcomeKind kind) => new() { Kind = kind, Rounds = Math.Max(0, _repetition.Visits), Steps = _run.Steps, Ticks = (_run.Clock?.Elapsed - _firstTick) ?? 0, Freed = _run.FirstFreed };

    // At the head: the state is looked at, or a period that is being recorded is over.
    LoopOutcome? Head()
    {
        _firstTick ??= _run.Clock?.Elapsed;
        _run.Tick();
        if (_period is { } recorded && --recorded.Left == 0)
        {
            _period = null;
            if (Certify(recorded) is { } outcome)
                return outcome;
        }

        long period = _repetition.Visit(_run.State.Registers, out bool isWhole);
        // Registers alone are often the same while memory decides: such guesses are made more and more seldom, so that they don't cost more than the run.
        if (_period is null && period > 0 && _run.Steps >= (isWhole ? _nextWholeTry : _nextTry))
            _period = new Period(new PeriodRecord(_run), [.. _run.State.Registers], period, isWhole, _run.Steps, _repetition.Visits - 1) { Left = period };
        return null;
    }

    LoopOutcome? Certify(Period period)
    {
        period.Record.Stop();
        if (period.Record.IsTooLarge)
            return Outcome(OutcomeKind.Unknown) with { Stop = new RunStop(StopKind.Budget, _head) };
        KnownValue[] end = _run.State.Registers;
        Certificate certificate = new Certificate
        {
            Head = _head,
            Rounds = period.Rounds,
            Steps = _run.Steps - period.FirstStep,
            Registers = [.. period.Repeated(end, _certain.AtHead)],
            Frozen = period.Record.Frozen(),
            Code = period.Record.Code(),
            Calls = period.Record.Calls(),
        }.Sealed();
        ProofVerdict verdict = ProofChecker.Check(certificate);
        if (!verdict.IsAccepted)
        {
            // Something else that stayed as it was may have been needed.
            Certificate wider = (certificate with { Registers = [.. period.Repeated(end, 0xffff)] }).Sealed();
            if (wider.Registers.Length > certificate.Registers.Length && ProofChecker.Check(wider).IsAccepted)
                (certificate, verdict) = (wider, ProofVerdict.Accepted);
        }

        LoopOutcome outcome = Outcome(OutcomeKind.Unknown) with { Period = period.Rounds, Rounds = period.Visit };
        if (verdict.IsAccepted)
            return outcome with { Kind = OutcomeKind.NeverEnds, Certificate = certificate, FirstRound = _repetition.FirstRound(period.Rounds, period.Visit - period.Rounds) };
        _nextTry = _run.Steps * 2;
        if (!period.IsWhole)
            return null;
        _nextWholeTry = _nextTry;
        return ++_rejections >= MostRejections ? outcome with { Rejected = verdict } : null;
    }

    /// <summary>A period that is being recorded.</summary>
    sealed record Period(PeriodRecord Record, KnownValue[] Start, long Rounds, bool IsWhole, long FirstStep, long Visit)
    {
        internal long Left { get; set; }

        /// <summary>The registers of a mask that are known and at the end what they were at the beginning.</summary>
        internal IEnumerable<CertifiedRegister> Repeated(KnownValue[] end, int mask)
        {
            for (int i = 0; i < Start.Length; i++)
            {
                if ((mask >> i & 1) != 0 && Start[i].IsKnown && Start[i] == end[i])
                    yield return new CertifiedRegister(i, Start[i].Value);
            }
        }
    }
}
