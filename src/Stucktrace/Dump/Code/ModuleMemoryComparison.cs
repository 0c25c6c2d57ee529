using System.Collections.Immutable;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Dump.Code;

/// <summary>A module as it lies in a dump beside the file that it is said to be loaded from.</summary>
public sealed record ModuleMemoryComparison
{
    /// <summary>The module in memory.</summary>
    public required LoadedModule Module { get; init; }

    /// <summary>The file.</summary>
    public required ModuleFile File { get; init; }

    /// <summary>Whether it is the same build.</summary>
    public required BuildAgreement Build { get; init; }

    /// <summary>Build id of the module in memory, or null when it is not there.</summary>
    public string? LoadedBuildId { get; init; }

    /// <summary>srcversion of the module in memory, or null when it has none.</summary>
    public string? LoadedSourceVersion { get; init; }

    /// <summary>Bytes of code that were compared.</summary>
    public long BytesCompared { get; init; }

    /// <summary>Bytes of code that could not be compared: not in the dump, or made of symbols that are not known.</summary>
    public long BytesNotCompared { get; init; }

    /// <summary>Bytes that differ and that the kernel's own patching does not explain.</summary>
    public long BytesUnexplained { get; init; }

    /// <summary>Places that the kernel itself rewrote.</summary>
    public int PatchedPlaces { get; init; }

    /// <summary>Code that was changed at run time; empty when it is another build, where every difference would be one.</summary>
    public ImmutableArray<CodeChange> Changes { get; init; } = [];

    /// <summary>True when the file may be used in place of the memory.</summary>
    public bool IsSameBuild => Build is BuildAgreement.SameBuildId or BuildAgreement.SameText or BuildAgreement.ChangedText;

    /// <summary>Compares.</summary>
    /// <param name="machine">The machine in the dump.</param>
    /// <param name="module">The module in memory.</param>
    /// <param name="file">The file.</param>
    public static ModuleMemoryComparison Compare(DumpedMachine machine, LoadedModule module, ModuleFile file) => new ModuleComparer(machine, module, file).Compare();
}
