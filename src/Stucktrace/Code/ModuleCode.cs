using System.Collections.Immutable;

namespace Stucktrace.Code;

/// <summary>The functions of a module and, on demand, their control flow graphs. Safe for several threads.</summary>
public sealed class ModuleCode
{
    readonly CodeMap _map;
    readonly GraphBuilder _builder;
    readonly ControlFlowGraph?[] _graphs;
    readonly (ulong Start, ulong Limit, int Function)[] _ranges;
    readonly Lock _lock = new();
    Dictionary<string, int>? _byName;

    ModuleCode(CodeMap map, ImmutableArray<Function> functions, bool complete)
    {
        IsComplete = complete;
        _map = map;
        Functions = functions;
        _builder = new GraphBuilder(map);
        _graphs = new ControlFlowGraph?[functions.Length];
        List<(ulong Start, ulong Limit, int Function)> ranges = [];
        for (int i = 0; i < functions.Length; i++)
        {
            foreach (CodeRange range in functions[i].Ranges)
                ranges.Add((range.Start, range.Limit, i));
        }

        ranges.Sort();
        _ranges = [.. ranges];
    }

    /// <summary>The module.</summary>
    public ModuleImage Image => _map.Image;

    /// <summary>False when a limit was reached while functions were looked for.</summary>
    public bool IsComplete { get; }

    /// <summary>All functions, by address of their entry.</summary>
    public ImmutableArray<Function> Functions { get; }

    /// <summary>Who calls whom; made at first use, from the graphs of all functions.</summary>
    public CallGraph Calls => field ??= CallGraph.Of(this);

    /// <summary>Finds the module's functions.</summary>
    /// <param name="image">The module.</param>
    public static ModuleCode Analyze(ModuleImage image) => Analyze(image, useSymbols: true);

    /// <summary>As <see cref="Analyze(ModuleImage)" />; without symbols as if the module had been stripped, to check what is found then.</summary>
    internal static ModuleCode Analyze(ModuleImage image, bool useSymbols)
    {
        var map = new CodeMap(image);
        SiteTables.Enter(map);
        (ImmutableArray<Function> functions, bool complete) = FunctionFinder.Find(map, useSymbols);
        return new ModuleCode(map, functions, complete);
    }

    /// <summary>The function that the address belongs to, also by one of its cold parts; null where there is none.</summary>
    public Function? FunctionAt(ulong address) => IndexAt(address) is >= 0 and int index ? Functions[index] : null;

    /// <summary>The first function of that name or alias, or null.</summary>
    public Function? Find(string name)
    {
        if (_byName is null)
        {
            var names = new Dictionary<string, int>(StringComparer.Ordinal);
            for (int i = 0; i < Functions.Length; i++)
            {
                names.TryAdd(Functions[i].Name, i);
                foreach (string alias in Functions[i].Aliases)
                    names.TryAdd(alias, i);
            }

            _byName = names;
        }

        return _byName.TryGetValue(name, out int found) ? Functions[found] : null;
    }

    /// <summary>The function's graph: built at the first call and kept.</summary>
    public ControlFlowGraph GraphOf(Function function)
    {
        int index = IndexAt(function.Entry);
        bool own = index >= 0 && Functions[index].Entry == function.Entry;
        if (own && Volatile.Read(ref _graphs[index]) is { } known)
            return known;
        lock (_lock)
        {
            ControlFlowGraph graph = _builder.Build(function);
            if (own)
                Volatile.Write(ref _graphs[index], graph);
            return graph;
        }
    }

    /// <summary>What the instruction does to control flow, with thunks, patch sites and functions that never return taken into account.</summary>
    /// <param name="instruction">An instruction of this module.</param>
    /// <param name="target">The other address that it may go to, or calls; 0 when there is none or it is computed.</param>
    public InstructionKind KindOf(in Iced.Intel.Instruction instruction, out ulong target)
    {
        CodeSection? section = _map.SectionAt(instruction.IP);
        SiteMarks marks = section is null ? SiteMarks.None : section.Marks[instruction.IP - section.Address];
        return _map.KindOf(instruction, marks, out target);
    }

    int IndexAt(ulong address)
    {
        int low = 0, high = _ranges.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (address < _ranges[middle].Start)
                high = middle - 1;
            else if (address >= _ranges[middle].Limit)
                low = middle + 1;
            else
                return _ranges[middle].Function;
        }

        return -1;
    }
}
