using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Machine.Memory;

/// <summary>Where a <see cref="SparseMemory"/> takes pages from that nothing was written to yet: the memory of a dump.</summary>
public interface IMemorySource
{
    /// <summary>Reads one page.</summary>
    /// <param name="address">Address of its first byte.</param>
    /// <param name="page">Receives <see cref="SparseMemory.PageBytes"/> bytes; only a page that is present is used.</param>
    MemoryState ReadPage(ulong address, Span<byte> page);

    /// <summary>Bytes of a page that was read are made use of: a page is taken as a whole, and mostly for the sake of a few of its bytes.</summary>
    /// <param name="address">Address of the first byte; all lie in one page.</param>
    /// <param name="length">How many.</param>
    void Used(ulong address, int length)
    {
    }
}
