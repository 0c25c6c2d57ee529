using System.Collections.Immutable;

namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>A kdump-compressed dump, of one file or of several parts.</summary>
sealed class KdumpFile : PagedDump
{
    readonly ImmutableArray<KdumpPart> _parts;
    readonly DamageReport _damage;

    /// <summary>Takes opened parts.</summary>
    /// <param name="parts">At least one, in the order of their frames.</param>
    /// <param name="notes">The notes of the first part that has them.</param>
    /// <param name="info">vmcoreinfo where the header names it.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="report">Is told about damaged pages when they are read.</param>
    public KdumpFile(ImmutableArray<KdumpPart> parts, DumpNotes notes, VmcoreInfo? info, ReadLimits limits, Action<InputDiagnostic> report)
        : base(notes, info, limits)
    {
        _parts = parts;
        _damage = new DamageReport(report);
    }

    public override DumpFormat Format => DumpFormat.KdumpCompressed;

    public override string Description => KdumpDescription.Of(_parts);

    public override ulong? PhysBase => _parts[0].Header.PhysBase;

    public override ImmutableArray<DumpSegment> Segments => [];

    public override int? DumpLevel => _parts[0].Header.DumpLevel;

    public override MemoryState StateOf(ulong frame)
    {
        KdumpPart first = _parts[0];
        if (first.Dumped[frame])
            return PartOf(frame)?.StateOf(frame) ?? MemoryState.Excluded;
        return frame < first.Header.Frames && Existed(frame) ? MemoryState.Excluded : MemoryState.NoSuchMemory;
    }

    public override IEnumerable<FrameRange> PresentFrames()
    {
        foreach (KdumpPart part in _parts)
        {
            ulong left = part.PagesThere;
            foreach (FrameRange run in part.Dumped.Runs(part.First, part.End))
            {
                ulong count = Math.Min(run.Count, left);
                if (count == 0)
                    break;
                left -= count;
                yield return run with { Count = count };
            }
        }
    }

    private protected override MemoryState Load(ulong frame, Span<byte> page)
    {
        if (!_parts[0].Dumped[frame] || PartOf(frame) is not { } part)
            return StateOf(frame);
        MemoryState state = part.Load(frame, page, out PagePlace place);
        if (state == MemoryState.Damaged)
            _damage.Page(part.Source.Path, frame, place);
        return state;
    }

    public override void Dispose()
    {
        foreach (KdumpPart part in _parts)
            part.Dispose();
    }

    KdumpPart? PartOf(ulong frame)
    {
        foreach (KdumpPart part in _parts)
        {
            if (frame >= part.First && frame < part.End)
                return part;
        }

        return null;
    }

    /// <summary>The first bitmap says what memory there was; it is read only where the second has no page. Where it is cut off, nobody says that there was none.</summary>
    bool Existed(ulong frame)
    {
        Span<byte> bits = stackalloc byte[1];
        foreach (KdumpPart part in _parts)
        {
            if (frame < part.Dumped.Frames && part.Source.TryRead(part.Header.BitmapOffset + (long)(frame >> 3), bits))
                return (bits[0] >> (int)(frame & 7) & 1) != 0;
        }

        return true;
    }
}
