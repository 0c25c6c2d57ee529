using System.Collections.Frozen;
using System.Collections.Immutable;
using Iced.Intel;
using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Dump;

namespace Stucktrace.Termination.Live;

/// <summary>Finds the loop of a module that a CPU is in: the outermost one round the innermost frame that is in a loop at all.</summary>
public static class LiveLoopFinder
{
    /// <summary>Finds it.</summary>
    /// <param name="machine">The machine in the dump.</param>
    /// <param name="frames">The CPU's frames, innermost first.</param>
    /// <param name="codeOf">The code of a module as it lies in the dump, or null when there is none.</param>
    public static FoundLoop? Find(DumpedMachine machine, ImmutableArray<DumpedFrame> frames, Func<LoadedModule, ModuleCode?> codeOf)
    {
        foreach (DumpedFrame frame in frames)
        {
            if (machine.Modules.FirstOrDefault(m => m.HasCode(frame.Address)) is { } module && codeOf(module) is { } code && At(module, code, frame.Address) is { } found)
                return found;
        }

        return null;
    }

    static FoundLoop? At(LoadedModule module, ModuleCode code, ulong address)
    {
        if (ToImage(module, code, address) is not { } inImage || code.FunctionAt(inImage) is not { } function)
            return null;
        ControlFlowGraph graph = code.GraphOf(function);
        NaturalLoop? loop = graph.BlockAt(inImage) is { } block ? graph.InnermostLoop(block.Id) : null;
        while (loop?.Parent is { } outer)
            loop = outer;
        LoopFacts? facts = loop is null ? null : LoopAnalysis.Of(code, function).FirstOrDefault(l => l.Loop.Header == loop.Header);
        return facts is not null && Place(module, code, facts) is { } placed ? new FoundLoop(placed, facts, code, module) : null;
    }

    /// <summary>A loop at the addresses where it lies in the dump.</summary>
    /// <param name="module">The module as it is loaded.</param>
    /// <param name="code">The module's code.</param>
    /// <param name="loop">The loop, at the addresses of the module's image.</param>
    /// <returns>Null when some of it can't be placed.</returns>
    public static LiveLoop? Place(LoadedModule module, ModuleCode code, LoopFacts loop)
    {
        ControlFlowGraph graph = code.GraphOf(loop.Function);
        HashSet<ulong> inside = [];
        foreach (int block in loop.Loop.Blocks)
        {
            foreach (Instruction instruction in graph.InstructionsOf(graph.Blocks[block]))
            {
                if (ToDump(module, code, instruction.IP) is not { } address)
                    return null;
                inside.Add(address);
            }
        }

        return ToDump(module, code, loop.Head) is { } head ? new LiveLoop(head, inside.ToFrozenSet()) : null;
    }

    /// <summary>Where something that lies in a module's memory lies in its image.</summary>
    internal static ulong? ToImage(LoadedModule module, ModuleCode code, ulong address)
    {
        foreach (ImageSection section in code.Image.Sections)
        {
            if (Start(module, section) is { } start && address - start < section.Size)
                return address - start + section.Address;
        }

        return null;
    }

    static ulong? ToDump(LoadedModule module, ModuleCode code, ulong address) =>
        code.Image.SectionAt(address) is { } section && Start(module, section) is { } start ? address - section.Address + start : null;

    // A module whose sections the dump does not name has one of code.
    static ulong? Start(LoadedModule module, ImageSection section)
    {
        foreach (ModuleSection loaded in module.Sections)
        {
            if (loaded.Name == section.Name)
                return loaded.Address;
        }

        return module.Sections.IsEmpty && section.Name == ".text" ? module.TextBase : null;
    }
}
