using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Termination.Live;

namespace Stucktrace;

/// <summary>What running the code of a dump's CPUs showed.</summary>
public sealed record LiveResult
{
    /// <summary>Path as named.</summary>
    public required string Path { get; init; }

    /// <summary>Release of the kernel in the dump; null when none was found.</summary>
    public string? Release { get; init; }

    /// <summary>One study for each CPU that was busy in the kernel; those that never end first.</summary>
    public ImmutableArray<LiveStudy> Studies { get; init; } = [];

    /// <summary>What is damaged, missing or not understood.</summary>
    public ImmutableArray<InputDiagnostic> Diagnostics { get; init; } = [];
}
