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
    internal static bool Leads(ExaminedModule module, Function called, Function running) => Search(module, called, (f, _) => f.Entry == running.Entry);

    /// <summary>True when a call of a function can be inside an imported one without a frame of its own.</summary>
    internal static bool Leads(ExaminedModule module, Function called, string import) => Search(module, called, (_, name) => name == import);

    static bool Search(ExaminedModule module, Function called, Func<Function, string?, bool> found)
    {
        Queue<Function> open = new([called]);
        HashSet<ulong> seen = [called.Entry];
        while (open.TryDequeue(out Function? next) && seen.Count < MostFollowed)
        {
            if (found(next, null))
                return true;
            foreach (BasicBlock block in module.Code.GraphOf(next).Blocks)
            {
                // A conditional jump out of the function is a tail call too.
                if (block.Target is not { } target || !(block.End == BlockEnd.TailCall || (block.End == BlockEnd.Branch && !next.Contains(target))))
                    continue;
                if (module.Image.ExternalAt(target) is { } external && found(next, external.Name))
                    return true;
                if (module.Code.FunctionAt(target) is { } function && seen.Add(function.Entry))
                    open.Enqueue(function);
            }
        }

        return false;
    }
}
