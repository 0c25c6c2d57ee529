using Iced.Intel;

namespace Stucktrace.Code.Entries;

/// <summary>Which functions of a module call which, directly: calls, and jumps that leave a function.</summary>
sealed class CallEdges
{
    readonly Dictionary<ulong, List<Function>> _callers = [];

    internal CallEdges(ModuleCode code)
    {
        HashSet<(ulong, ulong)> known = [];
        foreach (Function function in code.Functions)
        {
            foreach (ref readonly Instruction instruction in code.GraphOf(function).Instructions.AsSpan())
            {
                if (instruction.FlowControl is FlowControl.Next or FlowControl.Return)
                    continue;
                InstructionKind kind = code.KindOf(instruction, out ulong target);
                if (kind is not (InstructionKind.Call or InstructionKind.NoReturnCall or InstructionKind.Jump or InstructionKind.Branch) || code.FunctionAt(target) is not { } callee
                    || callee.Entry == function.Entry || !known.Add((function.Entry, callee.Entry)))
                    continue;
                if (!_callers.TryGetValue(callee.Entry, out List<Function>? callers))
                    _callers[callee.Entry] = callers = [];
                callers.Add(function);
            }
        }
    }

    /// <summary>For every function from which calls lead to one: the next function on the shortest way there.</summary>
    internal Dictionary<ulong, Function> WaysTo(Function function)
    {
        Dictionary<ulong, Function> next = new() { [function.Entry] = function };
        Queue<Function> waiting = new([function]);
        while (waiting.TryDequeue(out Function? at))
        {
            foreach (Function caller in _callers.GetValueOrDefault(at.Entry, []))
            {
                if (next.TryAdd(caller.Entry, at))
                    waiting.Enqueue(caller);
            }
        }

        return next;
    }
}
