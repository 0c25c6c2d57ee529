using System.Collections.Immutable;

namespace Stucktrace.Code.Entries;

/// <summary>What a module does to the kernel, where the kernel enters it, and how it gets from there to a function.</summary>
public sealed class ModuleEntries
{
    const int Rounds = 3;

    readonly Lazy<CallEdges> _edges;

    ModuleEntries(ModuleCode code, ImmutableArray<KernelChange> changes, ImmutableArray<KernelEntry> entries, bool isComplete)
    {
        (Changes, Entries, IsComplete) = (changes, entries, isComplete);
        _edges = new(() => new CallEdges(code));
    }

    /// <summary>What the module does to the kernel beyond what its interfaces are for; the most far-reaching first.</summary>
    public ImmutableArray<KernelChange> Changes { get; }

    /// <summary>Where the kernel enters the module, by kind.</summary>
    public ImmutableArray<KernelEntry> Entries { get; }

    /// <summary>False when a limit was reached: then there may be more of both.</summary>
    public bool IsComplete { get; }

    /// <summary>Looks through a module's code and data.</summary>
    /// <param name="code">The module's code.</param>
    public static ModuleEntries Of(ModuleCode code)
    {
        WalkResults results = new(code.Image);
        InstructionEffects effects = new(code.Image, results);
        IReadOnlyList<Function> functions = WalkSelection.Of(code);
        for (int round = 0; round < Rounds; round++)
        {
            if (round > 0)
                results.NextRound();
            foreach (Function function in functions)
                new FunctionWalk(code, function, results, effects).Run();
            // Without look-ups and variables that hold kernel addresses there is nothing to learn from another round.
            if (round == 0 && !results.HasMoreToLearn)
                break;
        }

        DataObjects data = new(code, results);
        ImmutableArray<KernelChange> changes = new ChangeFinder(code, results, data).Find();
        return new ModuleEntries(code, changes, new EntryFinder(code, results, data, changes).Find(), results.IsComplete && code.Image.IsComplete);
    }

    /// <summary>Whether the function itself is entered by the kernel.</summary>
    /// <param name="function">A function of the module.</param>
    public IEnumerable<KernelEntry> EntriesOf(Function function) => Entries.Where(e => e.Function.Entry == function.Entry);

    /// <summary>The shortest way to a function from each kind of entry that leads to it, the most telling first.</summary>
    /// <param name="function">A function of the module.</param>
    public ImmutableArray<EntryPath> PathsTo(Function function)
    {
        Dictionary<ulong, Function> next = _edges.Value.WaysTo(function);
        List<EntryPath> paths = [];
        HashSet<(KernelEntryKind, string)> seen = [];
        foreach (KernelEntry entry in Entries)
        {
            if (!next.ContainsKey(entry.Function.Entry) || !seen.Add((entry.Kind, entry.Label)))
                continue;
            ImmutableArray<Function>.Builder way = ImmutableArray.CreateBuilder<Function>();
            Function at = entry.Function;
            way.Add(at);
            while (at.Entry != function.Entry)
                way.Add(at = next[at.Entry]);
            paths.Add(new EntryPath(entry, way.ToImmutable()));
        }

        return [.. paths.OrderBy(p => Rank(p.Entry.Kind)).ThenBy(p => p.Functions.Length)];
    }

    /// <summary>The most telling way to a function, or null when no entry leads to it by direct calls.</summary>
    /// <param name="function">A function of the module.</param>
    public EntryPath? PathTo(Function function) => PathsTo(function) is { IsEmpty: false } paths ? paths[0] : null;

    /// <summary>Loading and unloading come last: what happens while the module is in use matters more.</summary>
    internal static int Rank(KernelEntryKind kind) => kind switch
    {
        KernelEntryKind.Load => 100,
        KernelEntryKind.Unload => 101,
        KernelEntryKind.Table => 90,
        KernelEntryKind.Export => 80,
        _ => (int)kind,
    };
}
