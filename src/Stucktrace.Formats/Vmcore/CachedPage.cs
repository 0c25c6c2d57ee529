namespace Stucktrace.Formats.Vmcore;

/// <summary>A page of physical memory, or why it is not there.</summary>
/// <param name="Frame">Physical address / 4096.</param>
/// <param name="State">Whether it is there.</param>
/// <param name="Bytes">Its bytes; empty when it is not there.</param>
sealed record CachedPage(ulong Frame, MemoryState State, byte[] Bytes)
{
    internal static CachedPage Read(IPhysicalMemory memory, ulong frame)
    {
        byte[] bytes = new byte[IPhysicalMemory.PageBytes];
        MemoryState state = memory.Peek(frame << PageMapping.PageShift, bytes);
        return new CachedPage(frame, state, state == MemoryState.Present ? bytes : []);
    }
}
