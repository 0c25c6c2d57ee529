namespace Stucktrace.Dump.Reading;

/// <summary>
/// How much may still be read of something that many objects have: a damaged dump may give each of its thousand modules the same million symbols.
/// </summary>
/// <param name="most">How much altogether.</param>
sealed class Allowance(int most)
{
    internal int Left { get; private set; } = most;

    /// <summary>Takes as much as is wanted and left.</summary>
    internal int Take(ulong wanted)
    {
        int taken = (int)Math.Min(wanted, (ulong)Left);
        Left -= taken;
        return taken;
    }
}
