using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Machine.Memory;

/// <summary>Where a <see cref="SparseMemory"/> takes pages from that nothing was written to yet: the memory of a dump.</summary>
public interface IMemorySource
{
    /// <summary>Reads one page.</summary>
    /// <param name="address">Address of its first byte.</param>
    /// <param name="page">Receives <see cref="SparseMemory.PageBytes"/> bytes; only a page that is present is used.</param>
    MemoryState ReadPage(ulong address, Span<byte> page);
}
