using System.Collections.Immutable;

namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>A dump that gives whole pages, the latest of which are kept. Safe for several threads.</summary>
abstract class PagedDump : DumpFile
{
    readonly PageCache _cache;
    readonly DumpNotes _notes;
    readonly VmcoreInfo? _info;

    private protected PagedDump(DumpNotes notes, VmcoreInfo? info, ReadLimits limits)
    {
        _cache = new PageCache(limits.MaxDumpCacheBytes / IPhysicalMemory.PageBytes);
        (_notes, _info) = (notes, info);
        Notes = notes.Notes;
    }

    public sealed override ImmutableArray<DumpNote> Notes { get; }

    public sealed override VmcoreInfo? VmcoreInfo => _info ?? _notes.FindVmcoreInfo();

    public sealed override MemoryState Read(ulong address, Span<byte> into)
    {
        MemoryState answer = MemoryState.Present;
        while (!into.IsEmpty)
        {
            int offset = (int)(address % IPhysicalMemory.PageBytes), count = Math.Min(into.Length, IPhysicalMemory.PageBytes - offset);
            MemoryState state = ReadWithin(address / IPhysicalMemory.PageBytes, offset, into[..count]);
            if (answer == MemoryState.Present)
                answer = state;
            into = into[count..];
            // Behind the last address there is nothing; it does not go on at the first.
            if (address + (ulong)count < address)
            {
                into.Clear();
                return answer == MemoryState.Present && !into.IsEmpty ? MemoryState.NoSuchMemory : answer;
            }

            address += (ulong)count;
        }

        return answer;
    }

    /// <summary>Reads bytes of one page; those that are not there are set to zero.</summary>
    private protected virtual MemoryState ReadWithin(ulong frame, int offset, Span<byte> into)
    {
        if (_cache.TryRead(frame, offset, into))
            return MemoryState.Present;
        Span<byte> page = stackalloc byte[IPhysicalMemory.PageBytes];
        MemoryState state = Load(frame, page);
        if (state == MemoryState.Present)
        {
            _cache.Add(frame, page);
            page.Slice(offset, into.Length).CopyTo(into);
        }
        else
        {
            into.Clear();
        }

        return state;
    }

    /// <summary>Reads and unpacks a page.</summary>
    private protected abstract MemoryState Load(ulong frame, Span<byte> page);
}
