namespace Stucktrace.Termination;

/// <summary>A function of the kernel that the period calls or jumps to.</summary>
/// <param name="Address">Its address in the certificate's code.</param>
/// <param name="Name">Its name: which model does it.</param>
public readonly record struct CertifiedCall(ulong Address, string Name);
