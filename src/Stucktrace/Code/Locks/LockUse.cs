namespace Stucktrace.Code.Locks;

/// <summary>A call that takes or gives back a lock, or enters a function of the module that may.</summary>
/// <param name="At">Address of the call.</param>
/// <param name="Name">The kernel's function, or null.</param>
/// <param name="Key">The lock; null when the code does not tell which.</param>
/// <param name="Callee">The module's function, or null.</param>
sealed record LockUse(ulong At, string? Name, LockKey? Key, Function? Callee);
