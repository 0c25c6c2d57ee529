namespace Stucktrace.Code.Locks;

/// <summary>A call that takes or gives back a lock.</summary>
/// <param name="Function">The function that it is in.</param>
/// <param name="At">Address of the call.</param>
/// <param name="Name">What is called.</param>
public sealed record LockCall(Function Function, ulong At, string Name);
