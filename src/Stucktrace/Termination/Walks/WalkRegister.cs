using Stucktrace.Machine.Known;

namespace Stucktrace.Termination.Walks;

/// <summary>A register that a step changed.</summary>
/// <param name="Index">Its index in the processor's numbering.</param>
/// <param name="Value">What it holds now.</param>
public readonly record struct WalkRegister(int Index, KnownValue Value);
