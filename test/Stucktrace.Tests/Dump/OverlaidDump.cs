using System.Collections.Immutable;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Tests.Dump;

/// <summary>A dump with some bytes of its memory written over.</summary>
sealed class OverlaidDump(DumpFile inner, IReadOnlyDictionary<ulong, byte> bytes) : DumpFile
{
    public override DumpFormat Format => inner.Format;

    public override string Description => inner.Description;

    public override ImmutableArray<DumpNote> Notes => inner.Notes;

    public override VmcoreInfo? VmcoreInfo => inner.VmcoreInfo;

    public override ulong? PhysBase => inner.PhysBase;

    public override ImmutableArray<DumpSegment> Segments => inner.Segments;

    public override int? DumpLevel => inner.DumpLevel;

    public override MemoryState Read(ulong address, Span<byte> into)
    {
        MemoryState state = inner.Read(address, into);
        for (int i = 0; i < into.Length; i++)
        {
            if (bytes.TryGetValue(address + (ulong)i, out byte value))
                into[i] = value;
        }

        return state;
    }

    public override MemoryState StateOf(ulong frame) => inner.StateOf(frame);

    public override IEnumerable<FrameRange> PresentFrames() => inner.PresentFrames();

    public override void Dispose()
    {
    }
}
