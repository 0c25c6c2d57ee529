namespace Stucktrace.Formats.Vmcore;

/// <summary>The physical memory that a dump holds.</summary>
public interface IPhysicalMemory
{
    /// <summary>Bytes of one page of x86-64.</summary>
    const int PageBytes = 4096;

    /// <summary>Reads bytes, over as many pages as they span.</summary>
    /// <param name="address">Physical address of the first byte.</param>
    /// <param name="into">Receives the bytes; what is not present is set to zero.</param>
    /// <returns><see cref="MemoryState.Present"/> when every byte is; else the state of the first page that is not.</returns>
    MemoryState Read(ulong address, Span<byte> into);

    /// <summary>Reads bytes that the reader keeps and may never look at; <see cref="Used"/> tells later which of them it did.</summary>
    /// <param name="address">Physical address of the first byte.</param>
    /// <param name="into">Receives the bytes; what is not present is set to zero.</param>
    MemoryState Peek(ulong address, Span<byte> into) => Read(address, into);

    /// <summary>Bytes that were read with <see cref="Peek"/> before are made use of: for memory that remembers what was read of it.</summary>
    /// <param name="address">Physical address of the first byte.</param>
    /// <param name="length">How many.</param>
    void Used(ulong address, int length)
    {
    }

    /// <summary>What the dump says of a page, without unpacking it.</summary>
    /// <param name="frame">Physical address / 4096.</param>
    MemoryState StateOf(ulong frame);

    /// <summary>The frames whose pages are in the dump, ascending: for searches.</summary>
    IEnumerable<FrameRange> PresentFrames();
}
