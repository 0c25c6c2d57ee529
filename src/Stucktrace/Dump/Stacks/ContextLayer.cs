using System.Collections.Immutable;

namespace Stucktrace.Dump.Stacks;

/// <summary>One thing that a CPU was doing: the interrupt that came last, below it what that interrupted, and so on down to the program.</summary>
/// <param name="Registers">All registers at its innermost frame; null when not all were saved (a sleeping task, or an interrupt that came while registers were being saved).</param>
/// <param name="Frames">Its frames, innermost first; empty for the program itself.</param>
/// <param name="InUserMode">True for the program.</param>
public sealed record ContextLayer(DumpedRegisters? Registers, ImmutableArray<DumpedFrame> Frames, bool InUserMode = false);
