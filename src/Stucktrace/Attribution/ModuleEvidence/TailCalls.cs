using Stucktrace.Code;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>What a function may hand its own return address on to: it ends with a jump to another function, which then returns to its caller.</summary>
static class TailCalls
{
    const int MostFollowed = 32;

    /// <summary>True when a call of one function can be inside another one without a frame of its own.</summary>
    /// <param name="module">The module.</param>
    /// <param name="called">Function that is called.</param>
    /// <param name="running">Function that runs.</param>
    internal static bool Leads(ExaminedModule module, Function called, Function running) =>
        called.Entry == running.Entry || Jumps(module, called).Any(j => j.Target is { } target && module.Code.FunctionAt(target)?.Entry == running.Entry);

    /// <summary>True when a call of a function can be inside an imported one without a frame of its own.</summary>
    internal static bool Leads(ExaminedModule module, Function called, string import) =>
        Jumps(module, called).Any(j => j.Target is { } target && module.Image.ExternalAt(target)?.Name == import);

    /// <summary>The one jump by which a call of a function can have left the module, or null when there are several or none, or one to a computed address.</summary>
    /// <param name="module">The module.</param>
    /// <param name="called">Function that was called, and stands in no frame.</param>
    internal static TailExit? OnlyExit(ExaminedModule module, Function called)
    {
        TailExit? only = null;
        int jumps = 0;
        foreach ((Function function, ulong address, ulong? target) in Jumps(module, called))
        {
            // Each jump leads to one function at most: with fewer than these none was left out.
            if (++jumps >= MostFollowed - 1 || target is not { } at)
                return null;
            if (module.Image.ExternalAt(at) is not { } external)
                continue;
            if (only is not null)
                return null;
            only = new TailExit(function, address, external.Name);
        }

        return only;
    }

    // From here to there; null for a jump to a computed address.
    static IEnumerable<(Function From, ulong Address, ulong? Target)> Jumps(ExaminedModule module, Function called)
    {
        Queue<Function> open = new([called]);
        HashSet<ulong> seen = [called.Entry];
        while (open.TryDequeue(out Function? next) && seen.Count < MostFollowed)
        {
            ControlFlowGraph graph = module.Code.GraphOf(next);
            foreach (BasicBlock block in graph.Blocks)
            {
                // A conditional jump out of the function is a tail call too.
                bool leaves = block.End == BlockEnd.TailCall || (block.End == BlockEnd.Branch && block.Target is { } there && !next.Contains(there));
                if (!leaves && block.End != BlockEnd.IndirectJump)
                    continue;
                yield return (next, graph.Instructions[block.LastInstruction].IP, leaves ? block.Target : null);
                if (leaves && block.Target is { } target && module.Code.FunctionAt(target) is { } function && seen.Add(function.Entry))
                    open.Enqueue(function);
            }
        }
    }
}
