using System.Collections.Immutable;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Kernel;
using Stucktrace.Machine;
using Stucktrace.Machine.Symbolic;

namespace Stucktrace.Code.Locks;

/// <summary>
/// Follows the paths through functions, each block twice at most, and keeps what is held. A path that would need one condition both true and false is no
/// path; functions of the module that are called are followed once, on their own.
/// </summary>
sealed class LockWalk(ModuleCode code, LockReader reader)
{
    const int MostDepth = 8;
    const int MostVisits = 20_000;
    readonly Dictionary<ulong, LockSummary> _summaries = [];
    int _depth;

    /// <summary>What a function does with locks.</summary>
    internal LockSummary Of(Function function)
    {
        if (_summaries.TryGetValue(function.Entry, out LockSummary? summary))
            return summary;
        // A function that calls itself finds the empty one.
        _summaries.Add(function.Entry, summary = new LockSummary());
        if (_depth < MostDepth && reader.Read(function) is { } blocks)
        {
            _depth++;
            new Paths(this, function, code.GraphOf(function), blocks, summary).Follow();
            _depth--;
        }

        return summary;
    }

    /// <summary>The paths of one function.</summary>
    sealed class Paths(LockWalk walk, Function function, ControlFlowGraph graph, LockBlock[] blocks, LockSummary summary)
    {
        readonly byte[] _visits = new byte[blocks.Length];
        int _paths;
        int _steps;

        internal void Follow()
        {
            Enter(graph.BlockAt(function.Entry)?.Id ?? 0, LockPath.Start);
            if (_paths >= ReadLimits.MaxLockPaths || _steps > MostVisits)
                summary.Always = [];
        }

        void Enter(int id, LockPath path)
        {
            if (_visits[id] >= 2 || _paths >= ReadLimits.MaxLockPaths || ++_steps > MostVisits)
                return;
            // What a further round does may depend on what the first one left.
            if (_visits[id]++ > 0)
                path = path with { IsUnclear = true };
            BasicBlock block = graph.Blocks[id];
            foreach (LockUse use in blocks[id].Uses)
                path = use.Name is { } name ? Lock(use, name, path) : Call(use, path);
            switch (block.End)
            {
                case BlockEnd.Return or BlockEnd.TailCall:
                    _paths++;
                    Return(path, graph.Instructions[block.LastInstruction].IP);
                    break;
                case BlockEnd.Branch when block.Successors.Count == 2 && blocks[id].Condition is { } condition:
                    Branch(id, block, condition, path);
                    break;
                case BlockEnd.IndirectJump or BlockEnd.NoReturnCall or BlockEnd.Trap or BlockEnd.NotUnderstood:
                    break;
                default:
                    // Which way this goes is not told by a condition.
                    LockPath next = block.Successors.Count > 1 ? path with { IsUnclear = true } : path;
                    foreach (int successor in block.Successors)
                        Enter(successor, next);
                    break;
            }

            _visits[id]--;
        }

        void Branch(int id, BasicBlock block, Expression condition, LockPath path)
        {
            bool unclear = path.IsUnclear || (blocks[id].DependsOnJoin && !path.Held.IsEmpty);
            for (int way = 0; way < 2; way++)
            {
                bool taken = way == 1;
                if (path.Decided.Exists(d => d.Block != id && (AreSame(d.Condition, condition) ? d.Taken != taken : AreOpposite(d.Condition, condition) && d.Taken == taken)))
                    continue;
                if (IsNoLock(condition, taken, path))
                    continue;
                ImmutableList<(int, Expression, bool)> decided = blocks[id].IsOfLoop ? path.Decided : path.Decided.Add((id, condition, taken));
                Enter(block.Successors[way], path with { Decided = decided, IsUnclear = unclear });
            }
        }

        // Code that gives back what a scope took asks first whether there was a lock: there is one, at an address that is not NULL.
        static bool IsNoLock(Expression condition, bool taken, LockPath path) => condition is { Kind: ExpressionKind.Compare, Relation: Relation.Equal or Relation.NotEqual, Right: { IsConstant: true, Number: 0 } }
            && LockReader.KeyOf(condition.Left!) is { } key && path.Held.Exists(h => h.Key == key) && taken == (condition.Relation == Relation.Equal);

        static bool AreSame(Expression a, Expression b) => Formula.AreAlike(a, b) && a.Relation == b.Relation;

        // a = b and a ≠ b.
        static bool AreOpposite(Expression a, Expression b) => a.Kind == ExpressionKind.Compare && b.Kind == ExpressionKind.Compare
            && (a.Relation, b.Relation) is (Relation.Equal, Relation.NotEqual) or (Relation.NotEqual, Relation.Equal)
            && Formula.AreAlike(a.Left!, b.Left!) && Formula.AreAlike(a.Right!, b.Right!);

        LockPath Lock(LockUse use, string name, LockPath path)
        {
            if (use.Key is not { } key)
            {
                summary.GivesBackUnknown |= LockFunctions.Of(name).Change < 0;
                return path with { IsUnclear = true };
            }

            LockCall call = new(function, use.At, name);
            if (LockFunctions.Of(name).Change < 0)
            {
                int held = path.Held.FindLastIndex(h => h.Key == key);
                if (held < 0)
                {
                    summary.GivesBackOthers.Add(key);
                    return path;
                }

                summary.Returned.Add((path.Held[held], call));
                return path with { Held = path.Held.RemoveAt(held) };
            }

            HeldLock taken = new(key, call, LockFunctions.IsShared(name));
            Take(taken, path, isCertain: true);
            return path with { Held = path.Held.Add(taken), Taken = key.IsFixed ? path.Taken.Add(key) : path.Taken };
        }

        // A function that is called may wait for it on a path that this caller does not lead to.
        void Take(HeldLock taken, LockPath path, bool isCertain)
        {
            if (!summary.Takes.Exists(t => t.Key == taken.Key && t.Taken.At == taken.Taken.At))
                summary.Takes.Add(taken);
            if (path.IsUnclear)
                return;
            foreach (HeldLock held in path.Held)
            {
                if (held.Key == taken.Key)
                {
                    if (isCertain && !(held.IsShared && taken.IsShared) && !summary.Twice.Exists(t => t.First.Taken.At == held.Taken.At && t.Again.At == taken.Taken.At))
                        summary.Twice.Add((held, taken.Taken));
                }
                else if (held.Key.IsFixed && taken.Key.IsFixed && !summary.Orders.Exists(o => o.Held.Taken.At == held.Taken.At && o.Wanted.Taken.At == taken.Taken.At))
                {
                    summary.Orders.Add(new LockOrder(function, held, taken, [.. path.Held.Where(h => h != held && h.Key.IsFixed && !h.IsShared).Select(h => h.Key)]));
                }
            }
        }

        LockPath Call(LockUse use, LockPath path)
        {
            LockSummary inner = walk.Of(use.Callee!);
            // A lock that it takes for its caller, or gives back for it, is followed no further.
            if (inner.ChangesLocks)
                return path with { Held = [], IsUnclear = true };
            foreach (HeldLock taken in inner.Takes)
            {
                if (taken.Key.IsFixed)
                    Take(taken, path, inner.Always?.Contains(taken.Key) == true);
            }

            return inner.Always is { } always ? path with { Taken = path.Taken.Union(always) } : path;
        }

        void Return(LockPath path, ulong at)
        {
            summary.Always = summary.Always?.Intersect(path.Taken) ?? path.Taken;
            foreach (HeldLock held in path.Held)
            {
                if (!path.IsUnclear && !summary.Kept.Exists(k => k.Lock.Taken.At == held.Taken.At))
                    summary.Kept.Add((held, at));
            }
        }
    }
}
