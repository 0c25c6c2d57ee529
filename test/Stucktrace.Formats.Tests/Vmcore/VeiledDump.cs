using System.Collections.Immutable;
using System.Text;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>A dump of which a part is hidden: keys of vmcoreinfo, notes, the header's phys_base, pages.</summary>
sealed class VeiledDump(DumpFile inner) : DumpFile
{
    readonly HashSet<ulong> _hidden = [];

    public Func<string, bool> KeepsLine { get; init; } = _ => true;

    public bool HasInfo { get; init; } = true;

    public bool HasPhysBase { get; init; } = true;

    public bool HasNotes { get; init; } = true;

    public MemoryState HiddenState { get; init; } = MemoryState.Excluded;

    public override DumpFormat Format => inner.Format;

    public override string Description => inner.Description;

    public override ImmutableArray<DumpNote> Notes => HasNotes ? inner.Notes : [];

    public override VmcoreInfo? VmcoreInfo => HasInfo && inner.VmcoreInfo is { } info
        ? new VmcoreInfo(Encoding.Latin1.GetBytes(string.Join('\n', info.Text.Split('\n').Where(KeepsLine)))) : null;

    public override ulong? PhysBase => HasPhysBase ? inner.PhysBase : null;

    public override ImmutableArray<DumpSegment> Segments => HasNotes ? inner.Segments : [];

    public override int? DumpLevel => inner.DumpLevel;

    public void Hide(ulong physical) => _hidden.Add(physical / IPhysicalMemory.PageBytes);

    public void Show() => _hidden.Clear();

    public override MemoryState Read(ulong address, Span<byte> into)
    {
        MemoryState first = MemoryState.Present;
        while (!into.IsEmpty)
        {
            int size = (int)Math.Min((ulong)into.Length, IPhysicalMemory.PageBytes - address % IPhysicalMemory.PageBytes);
            MemoryState state = inner.Read(address, into[..size]);
            if (_hidden.Contains(address / IPhysicalMemory.PageBytes))
            {
                into[..size].Clear();
                state = HiddenState;
            }

            first = first == MemoryState.Present ? state : first;
            into = into[size..];
            address += (ulong)size;
        }

        return first;
    }

    public override MemoryState StateOf(ulong frame) => _hidden.Contains(frame) ? HiddenState : inner.StateOf(frame);

    public override IEnumerable<FrameRange> PresentFrames()
    {
        foreach (FrameRange range in inner.PresentFrames())
        {
            ulong first = range.First;
            foreach (ulong frame in _hidden.Where(f => f - range.First < range.Count).Order())
            {
                if (frame > first)
                    yield return new FrameRange(first, frame - first);
                first = frame + 1;
            }

            if (range.First + range.Count > first)
                yield return new FrameRange(first, range.First + range.Count - first);
        }
    }

    public override void Dispose()
    {
    }
}
