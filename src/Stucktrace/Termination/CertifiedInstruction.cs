namespace Stucktrace.Termination;

/// <summary>An instruction that the period executes.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Bytes">Its bytes in hexadecimal.</param>
public readonly record struct CertifiedInstruction(ulong Address, string Bytes);
