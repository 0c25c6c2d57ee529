using System.Collections.Immutable;

namespace Stucktrace.Dump.Stacks;

/// <summary>A stack as read from a dump.</summary>
/// <param name="Layers">What was done, the innermost first: interrupts, the task's own work in the kernel, the program.</param>
/// <param name="Ending">How the reading ended.</param>
public sealed record StackLayers(ImmutableArray<ContextLayer> Layers, StackEnding Ending)
{
    /// <summary>The kernel's frames of all layers, innermost first.</summary>
    public ImmutableArray<DumpedFrame> Frames => [.. Layers.SelectMany(l => l.Frames)];

    /// <summary>True when every frame was found by the kernel's own tables or by registers, and the reading came to the end.</summary>
    public bool IsCertain => Ending is StackEnding.UserMode or StackEnding.Complete && Layers.All(l => l.Frames.All(f => f.Method <= FrameMethod.InterruptFrame));

    /// <summary>
    /// The task's own work in the kernel, below all interrupts: the last layer that is not the program; null when the CPU was in a program or nothing is known.
    /// </summary>
    public ContextLayer? Task => Layers.LastOrDefault(l => !l.InUserMode);

    /// <summary>The program's registers as it entered the kernel, or null.</summary>
    public DumpedRegisters? User => Layers.LastOrDefault(l => l.InUserMode)?.Registers;
}
