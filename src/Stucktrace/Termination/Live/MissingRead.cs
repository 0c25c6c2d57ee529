using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Termination.Live;

/// <summary>A read of something that the dump does not have.</summary>
/// <param name="At">Address of the instruction.</param>
/// <param name="Address">Address that was read.</param>
/// <param name="State">Why it is not there.</param>
public readonly record struct MissingRead(ulong At, ulong Address, MemoryState State)
{
    /// <summary>Address of the page that is missing.</summary>
    public ulong Page => Address & ~0xfffUL;
}
