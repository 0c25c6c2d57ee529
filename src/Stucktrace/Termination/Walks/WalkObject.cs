namespace Stucktrace.Termination.Walks;

/// <summary>An object that pointers of a walk may lead to.</summary>
/// <param name="Address">First byte.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Name">What people call it.</param>
/// <param name="IsFreed">Whether it was given back.</param>
public sealed record WalkObject(ulong Address, ulong Bytes, string Name, bool IsFreed);
