namespace Stucktrace.Formats.Vmcore;

/// <summary>Where a page of virtual memory lies, and its bytes once something small was read of it.</summary>
/// <param name="number">Virtual address / 4096.</param>
/// <param name="physical">Physical address of the page.</param>
/// <param name="state">What the page tables say.</param>
sealed class PageMapping(ulong number, ulong physical, MemoryState state)
{
    internal const int PageShift = 12, SmallRead = 256;
    internal const ulong InPage = IPhysicalMemory.PageBytes - 1;

    CachedPage? _content;

    internal ulong Number { get; } = number;

    internal ulong Physical { get; } = physical;

    internal MemoryState State { get; } = state;

    internal bool HasContent => _content is not null;

    /// <summary>The page's bytes, read once.</summary>
    internal ReadOnlySpan<byte> Content(IPhysicalMemory memory, out MemoryState state)
    {
        CachedPage content = _content ??= CachedPage.Read(memory, Physical >> PageShift);
        state = content.State;
        return content.Bytes;
    }
}
