using System.Collections.Frozen;
using System.Collections.Immutable;
using Iced.Intel;
using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Dump;
using Stucktrace.Dump.Code;

namespace Stucktrace.Termination.Live;

/// <summary>Finds the loop of a module that a CPU is in: the outermost one round the innermost frame that is in a loop at all.</summary>
public static class LiveLoopFinder
{
    /// <summary>Finds it.</summary>
    /// <param name="machine">The machine in the dump.</param>
    /// <param name="frames">The CPU's frames, innermost first.</param>
    /// <param name="codes">The code of the dump's modules.</param>
    /// <returns>Where it lies in the dump; null when no frame is in a loop of a module, or some of it can't be placed.</returns>
    public static LiveLoop? Find(DumpedMachine machine, ImmutableArray<DumpedFrame> frames, ModuleCodes codes)
    {
        foreach (DumpedFrame frame in frames)
        {
            if (machine.Modules.FirstOrDefault(m => m.HasCode(frame.Address)) is { } module && codes.Of(module) is { } code && At(code, frame.Address) is { } found)
                return found;
        }

        return null;
    }

    static LiveLoop? At(LoadedModuleCode loaded, ulong address)
    {
        ModuleCode code = loaded.Code;
        if (loaded.InImage(address) is not { } inImage || code.FunctionAt(inImage) is not { } function)
            return null;
        ControlFlowGraph graph = code.GraphOf(function);
        NaturalLoop? loop = graph.BlockAt(inImage) is { } block ? graph.InnermostLoop(block.Id) : null;
        while (loop?.Parent is { } outer)
            loop = outer;
        LoopFacts? facts = loop is null ? null : LoopAnalysis.Of(code, function).FirstOrDefault(l => l.Loop.Header == loop.Header);
        return facts is null ? null : Place(loaded, graph, facts);
    }

    static LiveLoop? Place(LoadedModuleCode loaded, ControlFlowGraph graph, LoopFacts loop)
    {
        HashSet<ulong> inside = [];
        foreach (int block in loop.Loop.Blocks)
        {
            foreach (Instruction instruction in graph.InstructionsOf(graph.Blocks[block]))
            {
                if (loaded.InMemory(instruction.IP) is not { } address)
                    return null;
                inside.Add(address);
            }
        }

        return loaded.InMemory(loop.Head) is { } head ? new LiveLoop(head, inside.ToFrozenSet()) : null;
    }
}
