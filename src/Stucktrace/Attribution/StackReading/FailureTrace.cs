using System.Collections.Immutable;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.StackReading;

/// <summary>What one report shows of its failure that another report of the same failure has to show too. Lines are those of the report's input.</summary>
public sealed record FailureTrace
{
    /// <summary>Most callers, and most other places in modules, that are kept.</summary>
    internal const int MostPlaces = 64;

    /// <summary>Id of the report.</summary>
    public required string Report { get; init; }

    /// <summary>Kind of the report.</summary>
    public required ReportKind Kind { get; init; }

    /// <summary>Index of the report's input.</summary>
    public required int Input { get; init; }

    /// <summary>First line of the report.</summary>
    public required long Line { get; init; }

    /// <summary>True when the report was made from the memory of a dump: its lines stand in no log.</summary>
    public bool IsFromMemory { get; init; }

    /// <summary>Architecture, which names the registers.</summary>
    public Architecture Architecture { get; init; }

    /// <summary>The function to compare: where the CPU was, or the active caller that is to blame. Null when the report shows none.</summary>
    public TracedPlace? Subject { get; init; }

    /// <summary>Where the CPU was, or the task slept, when that is another function than <see cref="Subject"/>: a helper that it had called.</summary>
    public TracedPlace? Inner { get; init; }

    /// <summary>The active callers of <see cref="Subject"/>, innermost first.</summary>
    public ImmutableArray<TracedPlace> Callers { get; init; } = [];

    /// <summary>Places in modules that the report shows, active ones first: their distances tell builds apart.</summary>
    public ImmutableArray<TracedPlace> Places { get; init; } = [];

    /// <summary>Registers that point into the stack, with their distance in bytes above the stack pointer.</summary>
    public ImmutableArray<(string Register, long Offset)> StackPointers { get; init; } = [];

    /// <summary>Registers whose part is known.</summary>
    public ImmutableArray<RegisterHolding> Holdings { get; init; } = [];

    /// <summary>Name of the stack pointer's register, in lower case, or null.</summary>
    public string? StackPointer { get; init; }

    /// <summary>Value of the stack pointer, or null.</summary>
    public ulong? StackPointerValue { get; init; }

    /// <summary>The <c>Code:</c> line, or null.</summary>
    public CodeBytes? Code { get; init; }

    /// <summary>The CPU that the report is about.</summary>
    public int? Cpu { get; init; }

    /// <summary>The task's process id.</summary>
    public int? Pid { get; init; }

    /// <summary>The task's name.</summary>
    public string? Comm { get; init; }
}
