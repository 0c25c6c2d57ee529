using System.Collections.Immutable;
using Iced.Intel;
using Stucktrace.Machine;
using Stucktrace.Machine.Known;
using Stucktrace.Machine.Memory;
using Stucktrace.Termination.Execution;

namespace Stucktrace.Termination.Walks;

/// <summary>Drives a run and keeps its steps: the first ones and the last ones.</summary>
sealed class StepLog
{
    readonly IObservedRun _run;
    readonly int _half;
    readonly List<MemoryAccess> _accesses = [];
    readonly Dictionary<ulong, int> _codes = [];
    readonly List<WalkInstruction> _code = [];
    readonly KnownValue[] _before = new KnownValue[16];
    readonly ImmutableArray<KnownValue> _start;
    readonly List<WalkStep> _first = [];
    readonly Queue<WalkStep> _last = [];
    KnownValue[]? _lastStart;
    int _now = -1, _flagsFrom = -1;

    /// <summary>Begins.</summary>
    /// <param name="run">The run, begun.</param>
    /// <param name="most">Most steps that are kept.</param>
    internal StepLog(IObservedRun run, int most)
    {
        (_run, _half) = (run, Math.Max(1, most / 2));
        _start = [.. run.State.Registers];
        Observe();
    }

    /// <summary>Steps so far.</summary>
    internal long Count { get; private set; }

    /// <summary>Sets the observers again, beside those that were set meanwhile.</summary>
    internal void Observe()
    {
        Action<MemoryAccess>? others = _run.Memory.Observer;
        _run.Memory.Observer = access =>
        {
            others?.Invoke(access);
            _accesses.Add(access);
        };
        Action<Instruction>? before = _run.InstructionObserver;
        _run.InstructionObserver = instruction =>
        {
            before?.Invoke(instruction);
            _now = IndexOf(instruction);
        };
    }

    /// <summary>Executes one step and keeps it.</summary>
    /// <param name="round">Rounds begun.</param>
    internal RunStop? Step(long round)
    {
        _run.State.Registers.CopyTo(_before, 0);
        _accesses.Clear();
        _now = -1;
        MachineFlags<KnownValue> flags = _run.State.Flags;
        RunStop? stop = _run.Step();
        if (_now < 0)
            return stop;
        Instruction instruction = _code[_now].Instruction;
        Keep(new WalkStep
        {
            Code = _now,
            Round = round,
            Registers = Changed(),
            Accesses = [.. _accesses],
            Flags = WalkFlags.Of(_run.State.Flags),
            Branch = stop is null && instruction.FlowControl == FlowControl.ConditionalBranch ? Branch(instruction, flags) : null,
            Next = _run.Ip,
        });
        if ((instruction.RflagsModified & RflagsBits.ZF) != RflagsBits.None)
            _flagsFrom = _now;
        return stop;
    }

    /// <summary>What was written down; the code sorted by address.</summary>
    internal WalkTrace Trace(ulong head)
    {
        int[] order = [.. Enumerable.Range(0, _code.Count).OrderBy(i => _code[i].Address)];
        int[] place = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
            place[order[i]] = i;
        WalkStep Moved(WalkStep step) => step with
        {
            Code = place[step.Code],
            Branch = step.Branch is { Compared: >= 0 } branch ? branch with { Compared = place[branch.Compared] } : step.Branch,
        };
        // Two halves that touch are one piece.
        bool whole = Count == _first.Count + _last.Count;
        WalkSegment first = new(0, _start, [.. (whole ? _first.Concat(_last) : _first).Select(Moved)]);
        return new WalkTrace
        {
            Code = [.. order.Select(i => _code[i])],
            Segments = whole ? [first] : [first, new WalkSegment(Count - _last.Count, [.. _lastStart!], [.. _last.Select(Moved)])],
            Steps = Count,
            Head = head,
        };
    }

    void Keep(WalkStep step)
    {
        Count++;
        if (_first.Count < _half)
        {
            _first.Add(step);
            return;
        }

        _lastStart ??= [.. _before];
        _last.Enqueue(step);
        if (_last.Count <= _half)
            return;
        foreach (WalkRegister register in _last.Dequeue().Registers)
            _lastStart[register.Index] = register.Value;
    }

    int IndexOf(in Instruction instruction)
    {
        if (_codes.TryGetValue(instruction.IP, out int index))
            return index;
        _codes.Add(instruction.IP, _code.Count);
        _code.Add(new WalkInstruction(instruction, Convert.ToHexStringLower(_run.CodeAt(instruction.IP, instruction.Length))));
        return _code.Count - 1;
    }

    ImmutableArray<WalkRegister> Changed()
    {
        ImmutableArray<WalkRegister>.Builder changed = ImmutableArray.CreateBuilder<WalkRegister>();
        for (int i = 0; i < _before.Length; i++)
        {
            if (_run.State.Registers[i] != _before[i])
                changed.Add(new WalkRegister(i, _run.State.Registers[i]));
        }

        return changed.DrainToImmutable();
    }

    WalkBranch Branch(in Instruction instruction, in MachineFlags<KnownValue> flags)
    {
        bool taken = _run.Ip == instruction.NearBranchTarget;
        int bits = flags.Bits;
        return flags switch
        {
            { Source: FlagSource.Subtract, HasZero: false, HasCarry: false, HasOverflow: false, Left: { IsKnown: true } left, Right: { IsKnown: true } right } =>
                new WalkBranch(instruction.ConditionCode, taken, _flagsFrom, left.Value & Numbers.Mask(bits), right.Value & Numbers.Mask(bits), bits),
            { Source: FlagSource.Logic, HasZero: false, Result: { IsKnown: true } result } =>
                new WalkBranch(instruction.ConditionCode, taken, _flagsFrom, result.Value & Numbers.Mask(bits), 0, bits),
            _ => new WalkBranch(instruction.ConditionCode, taken, _flagsFrom, 0, 0, 0),
        };
    }
}
