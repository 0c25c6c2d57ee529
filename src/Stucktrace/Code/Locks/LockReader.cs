using System.Collections.Immutable;
using Iced.Intel;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Kernel;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Locks;

/// <summary>Reads, block by block, what a function does with locks: which it takes and gives back, by the formula of the first argument.</summary>
sealed class LockReader(ModuleCode code)
{
    const int FirstArgument = 7; // RDI
    const int StackPointer = 4;
    readonly Dictionary<ulong, LockBlock[]?> _read = [];
    readonly HashSet<string> _imports = [.. code.Image.Externals.Select(e => e.Name)];

    /// <summary>Whether a call of the kernel is one that is followed: what it takes is given back by calls, too.</summary>
    internal bool IsFollowed(string name)
    {
        LockEffect effect = LockFunctions.Of(name);
        if (effect.Kind is not (LockEffectKind.Spin or LockEffectKind.Sleeping) || effect.Change == 0)
            return false;
        return effect.Change < 0 || (!LockFunctions.MayFail(name) && LockFunctions.GivenBackBy(name) is { } back && _imports.Contains(back));
    }

    /// <summary>The blocks of a function; null for one that calls nothing that matters, or is too large.</summary>
    internal LockBlock[]? Read(Function function)
    {
        if (!_read.TryGetValue(function.Entry, out LockBlock[]? blocks))
            _read.Add(function.Entry, blocks = Blocks(code.GraphOf(function)));
        return blocks;
    }

    LockBlock[]? Blocks(ControlFlowGraph graph)
    {
        if (graph.Blocks.Length > ReadLimits.MaxLockBlocks || !graph.Blocks.Any(b => CallsOf(graph, b).Any()))
            return null;
        LoopScan scan = new(code);
        scan.Start(graph);
        FunctionRun run = new(code, graph, new ExpressionPool(), scan, everyBlock: true);
        run.Run();
        return run.IsComplete ? [.. graph.Blocks.Select(b => Block(graph, run, b))] : null;
    }

    LockBlock Block(ControlFlowGraph graph, FunctionRun run, BasicBlock block)
    {
        ImmutableArray<LockUse> uses = [.. CallsOf(graph, block).Select(u => u.Name is null ? u : u with { Key = run.RegistersBefore(u.At) is { } registers ? KeyOf(registers[FirstArgument]) : null })];
        Expression? condition = block.End == BlockEnd.Branch ? run.Conditions[block.Id] : null;
        bool joins = condition is null || Formula.Any(condition, e => e.Kind is ExpressionKind.Merge or ExpressionKind.Unknown);
        return new LockBlock(uses, condition, joins, condition is not null && Formula.Any(condition, e => e.Kind == ExpressionKind.LoopValue));
    }

    IEnumerable<LockUse> CallsOf(ControlFlowGraph graph, BasicBlock block)
    {
        List<LockUse> found = [];
        foreach (Instruction instruction in graph.InstructionsOf(block))
        {
            InstructionKind kind = code.KindOf(instruction, out ulong target);
            if (kind is not (InstructionKind.Call or InstructionKind.Jump) || target == 0)
                continue;
            if (code.Image.ExternalAt(target)?.Name is { } name)
            {
                if (IsFollowed(name))
                    found.Add(new LockUse(instruction.IP, name, null, null));
            }
            else if (code.FunctionAt(target) is { } callee && callee.Entry == target && callee.Entry != graph.Function.Entry)
            {
                found.Add(new LockUse(instruction.IP, null, null, callee));
            }
        }

        return found;
    }

    /// <summary>Which lock an address is that of; null when the code does not tell.</summary>
    internal static LockKey? KeyOf(Expression held)
    {
        Expression root = held.WithoutOffset(out long offset);
        return root.Kind switch
        {
            ExpressionKind.Constant => new LockKey(-1, held.IsConstant ? held.Number : root.Number + (ulong)offset),
            ExpressionKind.EntryRegister when root.Number != StackPointer => new LockKey((int)root.Number, (ulong)offset),
            _ => null,
        };
    }
}
