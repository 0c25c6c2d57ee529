namespace Stucktrace.Formats.Vmcore.Extract;

/// <summary>Physical memory that remembers what was read of it.</summary>
/// <param name="memory">The memory.</param>
/// <param name="read">Receives what is read.</param>
sealed class RecordingMemory(IPhysicalMemory memory, ReadPages read) : IPhysicalMemory
{
    public MemoryState Read(ulong address, Span<byte> into)
    {
        if (!into.IsEmpty)
            read.Mark(address, into.Length);
        return memory.Read(address, into);
    }

    public MemoryState Peek(ulong address, Span<byte> into)
    {
        read.Mark(address, 0);
        return memory.Peek(address, into);
    }

    public void Used(ulong address, int length) => read.Mark(address, length);

    public MemoryState StateOf(ulong frame)
    {
        read.Mark(frame * IPhysicalMemory.PageBytes, 0);
        return memory.StateOf(frame);
    }

    // A search would read everything; what it is for was found before.
    public IEnumerable<FrameRange> PresentFrames() => [];
}
