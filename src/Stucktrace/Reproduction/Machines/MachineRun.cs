using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Reproduction.Machines;

/// <summary>What became of a virtual machine.</summary>
public sealed record MachineRun
{
    /// <summary>How it ended.</summary>
    public required MachineEnd End { get; init; }

    /// <summary>Its serial console as a file.</summary>
    public required string LogPath { get; init; }

    /// <summary>Its memory and registers at the end, or null when none were asked for or could be written.</summary>
    public string? DumpPath { get; init; }

    /// <summary>How long it ran.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>What it ran on: never <see cref="MachineAccelerator.Auto"/>.</summary>
    public required MachineAccelerator Accelerator { get; init; }

    /// <summary>The furthest that it got before the end.</summary>
    public required MachinePhase Phase { get; init; }

    /// <summary>Kinds of the reports in its log, each once, in the order in which they appeared.</summary>
    public ImmutableArray<ReportKind> Kinds { get; init; } = [];

    /// <summary>What went wrong, and what else there is to know: why it failed, why there is no dump, that KVM did not work.</summary>
    public ImmutableArray<Message> Notes { get; init; } = [];
}
