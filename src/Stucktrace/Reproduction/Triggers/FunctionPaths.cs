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
    readonly ModuleCode _code;
    readonly TriggerLimits _limits;
    readonly ControlFlowGraph _graph;
    readonly FunctionRun _run;

    internal FunctionPaths(ModuleCode code, Function function, TriggerLimits limits)
    {
        (_code, _limits) = (code, limits);
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
        bool[] comesBack = ComingBack();
        int? through = via is { } passed ? _graph.BlockAt(passed)?.Id : null;
        bool[] leads = LeadingTo(goal.Id);
        bool[] entered = new bool[_graph.Blocks.Length];
        int steps = 0;
        Enter(start.Id, [], false);
        return found;

        void Enter(int id, ImmutableList<PathCondition> path, bool passedVia)
        {
            if (!leads[id] || entered[id] || found.Count >= _limits.MaxPaths || ++steps > _limits.MaxPathSteps)
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
            Expression? condition = block.End == BlockEnd.Branch && block.Successors.Count == 2 && _run.IsComplete ? _run.Conditions[id] : null;
            for (int way = 0; way < block.Successors.Count; way++)
            {
                bool matters = block.Successors.Count > 1 && !IsOrdinary(block, way) && !LeavesLoop(id, block.Successors[way], goal.Id, condition)
                    && block.Successors.Any(s => s != block.Successors[way] && (comesBack[s] || leads[s]));
                Enter(block.Successors[way], matters ? path.Add(new PathCondition(Function, _graph.Instructions[block.LastInstruction].IP, condition, way == 1, level)) : path, passedVia);
            }

            entered[id] = false;
        }
    }

    // What the kernel patches is a no-op as long as nobody asks for more; an access that may fault does not, as a rule.
    static bool IsOrdinary(BasicBlock block, int way) => way == 0 && block.End is BlockEnd.PatchedBranch or BlockEnd.MayFault;

    // A loop on the way that counts something, or follows something, comes to its end by itself: nobody has to see to it.
    bool LeavesLoop(int id, int next, int goal, Expression? condition) =>
        condition is not null && Formula.Any(condition, part => part.Kind == ExpressionKind.LoopValue)
        && _graph.Loops.Any(l => l.Contains(id) && !l.Contains(next) && !l.Contains(goal));

    // Blocks from which the function returns: what leads to a panic or a trap only is no alternative.
    bool[] ComingBack() => LeadingTo([.. _graph.Blocks.Where(b => b.End is BlockEnd.Return or BlockEnd.TailCall or BlockEnd.IndirectJump or BlockEnd.NotUnderstood).Select(b => b.Id)]);

    bool[] LeadingTo(params ReadOnlySpan<int> goals)
    {
        bool[] leads = new bool[_graph.Blocks.Length];
        Stack<int> waiting = new();
        foreach (int goal in goals)
        {
            waiting.Push(goal);
            leads[goal] = true;
        }

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
