namespace Stucktrace.Code.Locks;

/// <summary>Which lock: one at a fixed address, or one in an object that the function was handed.</summary>
/// <param name="Argument">Number of the register that held the object at the function's entry; -1 for a fixed address.</param>
/// <param name="Number">The address, or the offset in the object.</param>
readonly record struct LockKey(int Argument, ulong Number)
{
    internal bool IsFixed => Argument < 0;
}
