using System.Collections.Immutable;
using System.Globalization;

namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>
/// An ELF core. Its segments need not begin and end at pages, so that the answer is found for each byte. Memory beyond a segment's file size counts as left
/// out: some writers leave zeroes out that way and some whole pages, and the file does not say which.
/// </summary>
/// <param name="source">The file.</param>
/// <param name="map">Physical memory, and where it lies in the file.</param>
/// <param name="whole">False when segments are missing: then nobody says of any address that there is no memory.</param>
/// <param name="segments">The segments as they are written.</param>
/// <param name="notes">The notes.</param>
/// <param name="limits">Bounds.</param>
sealed class ElfCoreFile(ByteSource source, ExtentMap map, bool whole, ImmutableArray<DumpSegment> segments, DumpNotes notes, ReadLimits limits) : PagedDump(notes, null, limits)
{
    const ulong PageBytes = IPhysicalMemory.PageBytes;

    public override DumpFormat Format => DumpFormat.ElfCore;

    public override string Description
    {
        get
        {
            string writer = Notes.Any(n => n.Owner.Equals("QEMU", StringComparison.Ordinal)) ? ", QEMU" : "", form = source is FlattenedSource ? ", flattened" : "";
            return string.Create(CultureInfo.InvariantCulture, $"ELF core, {segments.Length} segment{(segments.Length == 1 ? "" : "s")}{writer}{form}");
        }
    }

    public override ulong? PhysBase => null;

    public override ImmutableArray<DumpSegment> Segments => segments;

    public override int? DumpLevel => null;

    public override MemoryState StateOf(ulong frame) => frame > ulong.MaxValue / PageBytes ? MemoryState.NoSuchMemory : StateOf(frame * PageBytes, PageBytes);

    public override IEnumerable<FrameRange> PresentFrames()
    {
        ulong start = 0, end = 0;
        foreach (Extent extent in map.Extents)
        {
            if (extent.At == Extent.Nowhere)
                continue;
            if (extent.Target != end)
            {
                if (Whole(start, end) is { } run)
                    yield return run;
                start = extent.Target;
            }

            end = extent.End;
        }

        if (Whole(start, end) is { } last)
            yield return last;
    }

    public override void Dispose() => source.Dispose();

    private protected override MemoryState ReadWithin(ulong frame, int offset, Span<byte> into)
    {
        MemoryState state = StateOf(frame * PageBytes + (ulong)offset, (ulong)into.Length);
        if (state is MemoryState.Present)
            return base.ReadWithin(frame, offset, into);
        // What is there of a page that is only partly there.
        Fill(frame * PageBytes + (ulong)offset, into);
        return state;
    }

    private protected override MemoryState Load(ulong frame, Span<byte> page) => Fill(frame * PageBytes, page) ? MemoryState.Present : source.IsCut ? MemoryState.Excluded : MemoryState.Damaged;

    /// <summary>Pages that lie wholly in a stretch of bytes.</summary>
    static FrameRange? Whole(ulong start, ulong end)
    {
        ulong first = (start + PageBytes - 1) / PageBytes, behind = end / PageBytes;
        return behind > first ? new FrameRange(first, behind - first) : null;
    }

    MemoryState StateOf(ulong address, ulong count)
    {
        ulong place = address, end = address + count;
        for (int i = map.FirstEndingAfter(address); place < end; i++)
        {
            if (i >= map.Extents.Count || map.Extents[i] is var extent && extent.Target > place)
                return whole ? MemoryState.NoSuchMemory : MemoryState.Excluded;
            if (extent.At == Extent.Nowhere)
                return MemoryState.Excluded;
            place = extent.End;
        }

        return MemoryState.Present;
    }

    /// <summary>Reads what there is of a range; the rest is set to zero.</summary>
    /// <returns>False when bytes that should be in the file could not be read.</returns>
    bool Fill(ulong address, Span<byte> into)
    {
        into.Clear();
        bool read = true;
        ulong end = address + (ulong)into.Length;
        for (int i = map.FirstEndingAfter(address); i < map.Extents.Count && map.Extents[i].Target < end; i++)
        {
            Extent extent = map.Extents[i];
            if (extent.At == Extent.Nowhere)
                continue;
            ulong from = Math.Max(address, extent.Target), to = Math.Min(end, extent.End);
            read &= source.TryRead(extent.At + (long)(from - extent.Target), into.Slice((int)(from - address), (int)(to - from)));
        }

        return read;
    }
}
