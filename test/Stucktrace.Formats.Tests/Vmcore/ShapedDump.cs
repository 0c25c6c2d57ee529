using System.Collections.Immutable;
using System.Text;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>A synthetic dump read out of the writer's pages, without a container: for tests that make many.</summary>
public sealed class ShapedDump(DumpWriter writer) : DumpFile
{
    public override DumpFormat Format => DumpFormat.RawMemory;

    public override string Description => "synthetic";

    public override ImmutableArray<DumpNote> Notes => [.. writer.Notes.Select(n => new DumpNote(n.Owner, n.Type, n.Content, 0))];

    public override VmcoreInfo? VmcoreInfo => writer.VmcoreInfo is { } text ? new VmcoreInfo(Encoding.Latin1.GetBytes(text)) : null;

    public override ulong? PhysBase => null;

    public override ImmutableArray<DumpSegment> Segments => [];

    public override int? DumpLevel => null;

    public override MemoryState Read(ulong address, Span<byte> into)
    {
        MemoryState first = MemoryState.Present;
        while (!into.IsEmpty)
        {
            int at = (int)(address % 4096), size = Math.Min(into.Length, 4096 - at);
            MemoryState state = StateOf(address / 4096);
            if (state == MemoryState.Present)
                writer.Pages[address / 4096].AsSpan(at, size).CopyTo(into);
            else
                into[..size].Clear();
            first = first == MemoryState.Present ? state : first;
            into = into[size..];
            address += (ulong)size;
        }

        return first;
    }

    public override MemoryState StateOf(ulong frame) =>
        writer.Excluded.Contains(frame) ? MemoryState.Excluded : writer.Pages.ContainsKey(frame) ? MemoryState.Present : MemoryState.NoSuchMemory;

    public override IEnumerable<FrameRange> PresentFrames()
    {
        ulong first = 0, next = 0;
        foreach (ulong frame in writer.Pages.Keys.Where(f => !writer.Excluded.Contains(f)))
        {
            if (frame != next && next > first)
                yield return new FrameRange(first, next - first);
            first = frame == next ? first : frame;
            next = frame + 1;
        }

        if (next > first)
            yield return new FrameRange(first, next - first);
    }

    public override void Dispose()
    {
    }
}
