using System.Collections.Immutable;
using Stucktrace.Code;
using Stucktrace.Code.Entries;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;
using Stucktrace.Termination;
using Stucktrace.Termination.Locks;

namespace Stucktrace;

/// <summary>What a module file tells.</summary>
public sealed record ModuleResult
{
    // A module with more suspicious loops than this is told as such; each study is bounded on its own.
    const int MostStudies = 8;

    /// <summary>Path as named.</summary>
    public required string Path { get; init; }

    /// <summary>The file, or null when it can't be read as a module.</summary>
    public ModuleFile? File { get; init; }

    /// <summary>Its functions; null when the file can't be read.</summary>
    public ModuleCode? Code { get; init; }

    /// <summary>Names for fields, where there are any.</summary>
    public TypeInfo? Types { get; init; }

    /// <summary>All loops, function by function.</summary>
    public ImmutableArray<LoopFacts> Loops { get; init; } = [];

    /// <summary>What it does to the kernel, and where the kernel enters it; null when the file can't be read.</summary>
    public ModuleEntries? Entries { get; init; }

    /// <summary>The suspicious loops, executed in every situation that matters when this is first asked for; the first few of a module that has many.</summary>
    public ImmutableArray<LoopStudy> Studies { get => field.IsDefault ? field = Study() : field; init; }

    /// <summary>Locks that can hold it up, followed when this is first asked for.</summary>
    public ImmutableArray<LockStudy> Locks => field.IsDefault ? field = Code is null ? [] : LockStudy.Of(Code) : field;

    /// <summary>What is damaged or could not be used.</summary>
    public ImmutableArray<InputDiagnostic> Diagnostics { get; init; } = [];

    /// <summary>False when part of the file is damaged or a limit was reached: what is said is true of the rest.</summary>
    public bool IsComplete => Diagnostics.IsEmpty && Code is { Image.IsComplete: true };

    /// <summary>The loops with something suspicious.</summary>
    public IEnumerable<LoopFacts> Suspicious => Loops.Where(l => !l.Suspicions.IsEmpty);

    ImmutableArray<LoopStudy> Study() => Code is null ? [] : [.. Suspicious.Take(MostStudies).Select(l => LoopStudy.Of(Code, l)).OfType<LoopStudy>()];
}
