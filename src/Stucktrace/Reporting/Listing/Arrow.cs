namespace Stucktrace.Reporting.Listing;

/// <summary>A jump between two rows of a listing.</summary>
/// <param name="From">Row of the jump.</param>
/// <param name="To">Row that it jumps to.</param>
public readonly record struct Arrow(int From, int To)
{
    /// <summary>True for a jump upwards: the edge that closes a loop.</summary>
    public bool IsBack => To <= From;

    internal int Top => Math.Min(From, To);

    internal int Bottom => Math.Max(From, To);
}
