using System.Collections.Immutable;

namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>Memory from address 0 up, byte for byte, as QEMU's pmemsave writes it.</summary>
/// <param name="source">The file.</param>
/// <param name="limits">Bounds.</param>
sealed class RawMemoryFile(ByteSource source, ReadLimits limits) : PagedDump(new DumpNotes(limits, _ => { }), null, limits)
{
    public override DumpFormat Format => DumpFormat.RawMemory;

    public override string Description => "raw memory";

    public override ulong? PhysBase => null;

    public override ImmutableArray<DumpSegment> Segments => [];

    public override int? DumpLevel => null;

    ulong Pages => (ulong)source.Length / IPhysicalMemory.PageBytes;

    public override MemoryState StateOf(ulong frame) => frame < Pages ? MemoryState.Present : MemoryState.NoSuchMemory;

    public override IEnumerable<FrameRange> PresentFrames() => Pages == 0 ? [] : [new FrameRange(0, Pages)];

    public override void Dispose() => source.Dispose();

    private protected override MemoryState Load(ulong frame, Span<byte> page)
    {
        if (frame >= Pages)
            return MemoryState.NoSuchMemory;
        return source.TryRead((long)frame * IPhysicalMemory.PageBytes, page) ? MemoryState.Present : MemoryState.Damaged;
    }
}
