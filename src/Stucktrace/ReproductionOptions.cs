using Stucktrace.Formats;
using Stucktrace.Reproduction.Machines;

namespace Stucktrace;

/// <summary>Settings of a reproduction.</summary>
public sealed record ReproductionOptions
{
    /// <summary>Where the recipe is written to.</summary>
    public required string Folder { get; init; }

    /// <summary>Turns a message into a sentence of the user's language, for what is written into the folder.</summary>
    public required Func<Message, string> Text { get; init; }

    /// <summary>The kernel: packages, a folder, a vmlinuz, or <c>running</c>; empty to look for the one that the module was built for.</summary>
    public IReadOnlyList<string> Kernel { get; init; } = [];

    /// <summary>Whether to run it.</summary>
    public bool Run { get; init; }

    /// <summary>Whether to run the controls too.</summary>
    public bool Controls { get; init; } = true;

    /// <summary>A module without the bug, for a further control; null for none.</summary>
    public string? Mended { get; init; }

    /// <summary>A module with the same bug for the kernel that is booted, in place of one that was built for another; null for none.</summary>
    public string? StandIn { get; init; }

    /// <summary>Longest time of one run.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(170);

    /// <summary>What executes the guest.</summary>
    public MachineAccelerator Accelerator { get; init; } = MachineAccelerator.Auto;

    /// <summary>Bounds on reading.</summary>
    public ReadLimits Limits { get; init; } = ReadLimits.Default;

    /// <summary>Told what is being done; null for silence.</summary>
    public IProgress<ReproductionProgress>? Progress { get; init; }
}
