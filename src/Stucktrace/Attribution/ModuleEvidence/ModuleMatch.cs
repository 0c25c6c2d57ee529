using System.Collections.Immutable;
using Stucktrace.Dump.Code;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>What came of comparing a module file with one run (one boot of one machine).</summary>
/// <param name="Module">Name of the module.</param>
/// <param name="Input">Index of the module file.</param>
/// <param name="Run">The run; null when no log shows a module of that name.</param>
/// <param name="Build">The outcome.</param>
/// <param name="Signs">How that was seen: what contradicts first, then the strongest.</param>
/// <param name="Base">Address at which the module's text was loaded, where the log's addresses tell.</param>
/// <param name="Reports">Reports of that run that show the module, by id.</param>
public sealed record ModuleMatch(
    string Module,
    int Input,
    ModuleRun? Run,
    BuildMatch Build,
    ImmutableArray<BuildSign> Signs,
    ulong? Base,
    ImmutableArray<string> Reports)
{
    /// <summary>True when what makes it the same build can hardly be otherwise: a build id, or a stretch of code bytes. Without, sizes and places agree, no more.</summary>
    public bool IsDecided => Build == BuildMatch.Same && Signs.Any(s => s.Weight >= BuildSign.Decisive);

    /// <summary>The file held against the memory of a dump, byte for byte; null where no dump shows it.</summary>
    public ModuleMemoryComparison? Comparison { get; init; }

    /// <summary>Functions of a stripped file that the log names, by those names.</summary>
    internal ImmutableDictionary<string, LoadedSymbol> Names { get; init; } = ImmutableDictionary<string, LoadedSymbol>.Empty;
}
