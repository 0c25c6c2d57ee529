using Stucktrace.Formats.Vmcore;
using Stucktrace.Machine.Memory;

namespace Stucktrace.Termination.Live;

/// <summary>
/// A dump's memory as the machine reads it. It notices when one page frame is reached under two addresses: the machine keeps what is written by its
/// virtual address, so a write under one of them would not be seen under the other.
/// </summary>
/// <param name="space">The dump's memory.</param>
sealed class DumpMemory(AddressSpace space) : IMemorySource
{
    const int MostFrames = 1 << 20;
    readonly Dictionary<ulong, ulong> _pageOfFrame = [];
    readonly HashSet<ulong> _doubled = [];

    /// <inheritdoc/>
    public MemoryState ReadPage(ulong address, Span<byte> page)
    {
        MemoryState state = space.PeekPage(address, page);
        if (state == MemoryState.Present && space.Translate(address, out ulong physical) == MemoryState.Present && _pageOfFrame.Count < MostFrames
            && !_pageOfFrame.TryAdd(physical / SparseMemory.PageBytes, address / SparseMemory.PageBytes) && _pageOfFrame[physical / SparseMemory.PageBytes] is var other && other != address / SparseMemory.PageBytes)
        {
            _doubled.Add(other);
            _doubled.Add(address / SparseMemory.PageBytes);
        }

        return state;
    }

    /// <inheritdoc/>
    public void Used(ulong address, int length) => space.Used(address, length);

    /// <summary>Whether something was written to a page that was reached under another address too.</summary>
    /// <param name="memory">The memory of the run.</param>
    internal bool WasWrittenTwice(SparseMemory memory) => _doubled.Count > 0 && memory.WrittenPages.Any(_doubled.Contains);
}
