using System.Collections.Immutable;
using Iced.Intel;
using Stucktrace.Machine.Memory;

namespace Stucktrace.Machine.Concrete;

/// <summary>Executes straight code of one function on plain numbers, as fast as the machine can: where an instruction leads is looked up beforehand.</summary>
public sealed class ConcreteRun
{
    readonly DecodedInstruction[] _instructions;
    readonly int[] _targets;
    readonly InstructionSemantics<ulong, ConcreteDomain, ConcreteMemory> _semantics;
    readonly RunNotes _notes = new();
    int _next;

    /// <summary>Prepares a run.</summary>
    /// <param name="instructions">The function's instructions, by address.</param>
    /// <param name="memory">Memory.</param>
    public ConcreteRun(ImmutableArray<Instruction> instructions, SparseMemory memory)
    {
        _instructions = [.. instructions.Select(i => new DecodedInstruction(i))];
        Dictionary<ulong, int> places = [];
        for (int i = 0; i < instructions.Length; i++)
            places.Add(instructions[i].IP, i);
        _targets = [.. instructions.Select(i => i.Op0Kind == OpKind.NearBranch64 ? places.GetValueOrDefault(i.NearBranchTarget, -1) : -1)];
        State = new MachineState<ulong>();
        _semantics = new(new ConcreteDomain(_notes), new ConcreteMemory(memory, _notes), State);
    }

    /// <summary>Registers and flags.</summary>
    public MachineState<ulong> State { get; }

    /// <summary>Runs until it leaves the straight code, meets something that is no number, or has executed enough.</summary>
    /// <param name="steps">Most instructions.</param>
    /// <returns>Instructions executed.</returns>
    public long Run(long steps)
    {
        int at = _next;
        DecodedInstruction[] instructions = _instructions;
        long done = 0;
        while (done < steps && (uint)at < (uint)instructions.Length)
        {
            Step<ulong> step = _semantics.Execute(instructions[at]);
            done++;
            switch (step.Kind)
            {
                case StepKind.Next:
                    at++;
                    break;
                case StepKind.Branch:
                    at = step.Condition != 0 ? _targets[at] : at + 1;
                    break;
                case StepKind.Jump:
                    at = _targets[at];
                    break;
                case StepKind.Again:
                    break;
                default:
                    at = -1;
                    break;
            }

            if (_notes.Any)
                break;
        }

        _next = at;
        return done;
    }
}
