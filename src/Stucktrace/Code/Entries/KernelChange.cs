using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Code.Entries;

/// <summary>One thing that a module does to the kernel.</summary>
/// <param name="Kind">What.</param>
/// <param name="What">What, in words.</param>
/// <param name="Confidence">How sure it is.</param>
/// <param name="Evidence">The instructions, or fields of tables, that do it.</param>
public sealed record KernelChange(KernelChangeKind Kind, Message What, Confidence Confidence, ImmutableArray<SectionOffset> Evidence)
{
    /// <summary>The module's function that does it, or null where a table does.</summary>
    public Function? By { get; init; }

    /// <summary>The module's function that takes the place of the kernel's, or null.</summary>
    public Function? Replacement { get; init; }

    /// <summary>Number of the system call, or null.</summary>
    public int? SystemCall { get; init; }

    /// <summary>Name of the system call, or null.</summary>
    public string? SystemCallName { get; init; }

    /// <summary>The kernel's symbol that is meant, or null.</summary>
    public string? KernelSymbol { get; init; }
}
