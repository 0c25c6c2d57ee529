using System.Collections.Immutable;
using Iced.Intel;
using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Reproduction.Triggers;

/// <summary>The ways through one function to a place in it, each with the branches that it takes. A way goes through no block twice.</summary>
sealed class FunctionPaths
{
    const int MostPaths = 32;
    const int MostSteps = 20_000;
    readonly ModuleCode _code;
    readonly ControlFlowGraph _graph;
    readonly FunctionRun _run;

    internal FunctionPaths(ModuleCode code, Function function)
    {
        _code = code;
        Function = function;
        _graph = code.GraphOf(function);
        LoopScan scan = new(code);
        scan.Start(_graph);
        _run = new FunctionRun(code, _graph, new ExpressionPool(), scan, everyBlock: true);
        _run.Run();
    }

    internal Function Function { get; }

    /// <summary>What the 16 registers hold before an instruction; empty when that is not understood.</summary>
    internal ImmutableArray<Expression> ValuesBefore(ulong address) => _run.IsComplete && _run.RegistersBefore(address) is { } registers ? [.. registers] : [];

    /// <summary>Addresses of the calls, and of the jumps out of it, that lead to another function of the module.</summary>
    internal IEnumerable<ulong> CallsOf(Function callee)
    {
        List<ulong> found = [];
        foreach (ref readonly Instruction instruction in _graph.Instructions.AsSpan())
        {
            if (instruction.FlowControl is FlowControl.Next or FlowControl.Return)
                continue;
            if (_code.KindOf(instruction, out ulong target) is InstructionKind.Call or InstructionKind.NoReturnCall or InstructionKind.Jump or InstructionKind.Branch && target == callee.Entry)
                found.Add(instruction.IP);
        }

        return found;
    }

    /// <summary>The ways to an instruction, at most a bounded number of them.</summary>
    /// <param name="address">The instruction.</param>
    /// <param name="via">An instruction that the way has to pass, or null.</param>
    /// <param name="level">Index of this function in the chain of calls.</param>
    internal List<ImmutableList<PathCondition>> To(ulong address, ulong? via, int level)
    {
        List<ImmutableList<PathCondition>> found = [];
        if (_graph.Blocks.Length > ReadLimits.MaxLockBlocks || _graph.BlockAt(address) is not { } goal || _graph.BlockAt(Function.Entry) is not { } start)
            return found;
        int? through = via is { } passed ? _graph.BlockAt(passed)?.Id : null;
        bool[] leads = LeadingTo(goal.Id);
        bool[] entered = new bool[_graph.Blocks.Length];
        int steps = 0;
        Enter(start.Id, [], false);
        return found;

        void Enter(int id, ImmutableList<PathCondition> path, bool passedVia)
        {
            if (!leads[id] || entered[id] || found.Count >= MostPaths || ++steps > MostSteps)
                return;
            passedVia |= id == through;
            if (id == goal.Id)
            {
                if (through is null || passedVia)
                    found.Add(path);
                return;
            }

            entered[id] = true;
            BasicBlock block = _graph.Blocks[id];
            bool branches = block.End == BlockEnd.Branch && block.Successors.Count == 2;
            for (int way = 0; way < block.Successors.Count; way++)
            {
                ImmutableList<PathCondition> next = block.Successors.Count < 2 ? path
                    : path.Add(new PathCondition(Function, _graph.Instructions[block.LastInstruction].IP, branches && _run.IsComplete ? _run.Conditions[id] : null, way == 1, level));
                Enter(block.Successors[way], next, passedVia);
            }

            entered[id] = false;
        }
    }

    bool[] LeadingTo(int goal)
    {
        bool[] leads = new bool[_graph.Blocks.Length];
        Stack<int> waiting = new([goal]);
        leads[goal] = true;
        while (waiting.TryPop(out int id))
        {
            foreach (int before in _graph.Blocks[id].Predecessors)
            {
                if (!leads[before])
                {
                    leads[before] = true;
                    waiting.Push(before);
                }
            }
        }

        return leads;
    }
}
