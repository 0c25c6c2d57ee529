namespace Stucktrace.Termination;

/// <summary>A register at the beginning of the period.</summary>
/// <param name="Index">Its index in the processor's numbering.</param>
/// <param name="Value">Its value.</param>
public readonly record struct CertifiedRegister(int Index, ulong Value);
