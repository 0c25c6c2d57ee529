using System.Collections.Immutable;
using Iced.Intel;
using Stucktrace.Machine.Memory;
using Stucktrace.Termination.Execution;

namespace Stucktrace.Termination;

/// <summary>Writes down what one period of a loop reads, executes and calls.</summary>
sealed class PeriodRecord
{
    const int MostWords = 4_000_000;
    readonly IObservedRun _run;
    readonly Action<Instruction>? _before;
    readonly Dictionary<(ulong Address, int Bytes), ulong> _read = [];
    readonly HashSet<ulong> _written = [];
    readonly SortedDictionary<ulong, Instruction> _instructions = [];
    readonly SortedDictionary<ulong, string> _calls = [];

    internal PeriodRecord(IObservedRun run)
    {
        (_run, _before) = (run, run.InstructionObserver);
        run.Memory.Observer = Access;
        run.InstructionObserver = Instruction;
    }

    /// <summary>Whether a period touches more memory than is written down.</summary>
    internal bool IsTooLarge => _read.Count + _written.Count > MostWords;

    internal void Stop()
    {
        _run.Memory.Observer = null;
        _run.InstructionObserver = _before;
    }

    /// <summary>
    /// The words that were read before anything was written there, and that are now as they were then. A word that has changed can't be what a
    /// repetition rests on: a counter in memory, or something that another one wrote meanwhile. The checker shows whether the loop needs it.
    /// </summary>
    internal ImmutableArray<FrozenWord> Frozen() =>
        [.. _read.Where(Holds).OrderBy(r => r.Key).Select(r => new FrozenWord(r.Key.Address, r.Key.Bytes, r.Value))];

    internal ImmutableArray<CertifiedInstruction> Code() =>
        [.. _instructions.Select(i => new CertifiedInstruction(i.Key, Convert.ToHexStringLower(_run.CodeAt(i.Key, i.Value.Length))))];

    internal ImmutableArray<CertifiedCall> Calls() => [.. _calls.Select(c => new CertifiedCall(c.Key, c.Value))];

    bool Holds(KeyValuePair<(ulong Address, int Bytes), ulong> read) =>
        _run.Memory.Bytes.Read(read.Key.Address, read.Key.Bytes, out ulong now) != MemoryAnswer.NotInInput && now == read.Value;

    void Access(MemoryAccess access)
    {
        if (IsTooLarge)
            return;
        if (access.IsWrite)
        {
            for (int i = 0; i < access.Bytes; i++)
                _written.Add(access.Address + (ulong)i);
            return;
        }

        // A read of what the period itself wrote rests on nothing outside; a read of something unknown states nothing.
        if (access.Unknown == 0 && !Wrote(access))
            _read.TryAdd((access.Address, access.Bytes), access.Value);
    }

    bool Wrote(MemoryAccess access)
    {
        if (_written.Count == 0)
            return false;
        for (int i = 0; i < access.Bytes; i++)
        {
            if (_written.Contains(access.Address + (ulong)i))
                return true;
        }

        return false;
    }

    /// <summary>A call or jump to an address: one that a model does is written down.</summary>
    internal void Called(ulong target)
    {
        if (_run.ModelAt(target) is { } name)
            _calls[target] = name;
    }

    void Instruction(Instruction instruction)
    {
        _before?.Invoke(instruction);
        _instructions[instruction.IP] = instruction;
        if (instruction.FlowControl is not (FlowControl.Next or FlowControl.Return or FlowControl.IndirectCall or FlowControl.IndirectBranch)
            && instruction.Op0Kind == OpKind.NearBranch64)
            Called(instruction.NearBranchTarget);
    }
}
