using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>Opens ELF cores: /proc/vmcore and its copies, makedumpfile -E, QEMU, virsh dump --memory-only.</summary>
/// <param name="limits">Bounds.</param>
/// <param name="report">Is told what is damaged.</param>
sealed class ElfCoreReader(ReadLimits limits, Action<InputDiagnostic> report)
{
    // gabi: PT_LOAD, PT_NOTE. x86-64 has at most 52 bits of physical address.
    const uint Load = 1, Note = 4;
    const ulong PhysicalEnd = 1UL << 52;

    readonly List<Extent> _extents = [];
    readonly ImmutableArray<DumpSegment>.Builder _segments = ImmutableArray.CreateBuilder<DumpSegment>();
    readonly DumpNotes _notes = new(limits, report);
    long _wrong, _firstWrong, _cut, _firstCut;
    bool _whole = true;

    /// <summary>Opens one.</summary>
    /// <returns>Null when nothing of it can be used; the reason was reported.</returns>
    public DumpFile? Open(ByteSource source)
    {
        if (ElfCoreHeader.Read(source, report) is not { } header)
            return null;
        ReadSegments(source, header);
        DropUnplaced();
        return new ElfCoreFile(source, new ExtentMap(_extents), _whole, _segments.DrainToImmutable(), _notes, limits);
    }

    void ReadSegments(ByteSource source, ElfCoreHeader header)
    {
        ulong there = header.Table >= (ulong)source.Length ? 0 : ((ulong)source.Length - header.Table) / ElfCoreHeader.ProgramBytes;
        if (header.Count > there)
        {
            Report("VMC0204", Message.Of("vmc.0204", header.Count, header.Table, there), 32);
            _whole = false;
        }

        ulong count = Math.Min(header.Count, there);
        if (count > (ulong)limits.MaxDumpSegments)
        {
            Report("VMC0205", Message.Of("vmc.0205", count, limits.MaxDumpSegments), 56);
            count = (ulong)limits.MaxDumpSegments;
            _whole = false;
        }

        Span<byte> program = stackalloc byte[ElfCoreHeader.ProgramBytes];
        for (int i = 0; i < (int)count; i++)
        {
            long at = (long)header.Table + (long)i * ElfCoreHeader.ProgramBytes;
            if (!source.TryRead(at, program))
            {
                _whole = false;
                break;
            }

            ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(program[8..]), size = BinaryPrimitives.ReadUInt64LittleEndian(program[32..]);
            switch (BinaryPrimitives.ReadUInt32LittleEndian(program))
            {
                case Load:
                    AddSegment(source, at, offset, new DumpSegment(BinaryPrimitives.ReadUInt64LittleEndian(program[16..]), BinaryPrimitives.ReadUInt64LittleEndian(program[24..]), size,
                        Math.Max(size, BinaryPrimitives.ReadUInt64LittleEndian(program[40..]))));
                    break;
                case Note:
                    _notes.Add(source, offset <= long.MaxValue ? (long)offset : long.MaxValue, size);
                    break;
            }
        }

        if (_wrong > 0)
            Report("VMC0206", Message.Of("vmc.0206", _wrong, _firstWrong), _firstWrong);
        if (_cut > 0)
            Report("VMC0207", Message.Of("vmc.0207", _cut, source.Length, _firstCut), source.Length);
    }

    void AddSegment(ByteSource source, long at, ulong offset, DumpSegment segment)
    {
        // /proc/kcore has segments of virtual memory without a physical address, which it says with the highest number.
        if (segment.PhysicalAddress == ulong.MaxValue)
            return;
        if (segment.PhysicalAddress >= PhysicalEnd || segment.MemorySize > PhysicalEnd - segment.PhysicalAddress || offset > long.MaxValue)
        {
            _firstWrong = _wrong++ == 0 ? at : _firstWrong;
            return;
        }

        _segments.Add(segment);
        ulong there = (long)offset >= source.Length ? 0 : Math.Min(segment.FileSize, (ulong)(source.Length - (long)offset));
        if (there < segment.FileSize)
            _firstCut = _cut++ == 0 ? at : _firstCut;
        // Where segments overlap, bytes count more than none, and the first more than later ones.
        int rank = 2 * limits.MaxDumpSegments - _segments.Count;
        if (there > 0)
            _extents.Add(new Extent(segment.PhysicalAddress, there, (long)offset, rank));
        if (segment.MemorySize > there)
            _extents.Add(new Extent(segment.PhysicalAddress + there, segment.MemorySize - there, Extent.Nowhere, 0));
    }

    /// <summary>/proc/kcore of old kernels gives 0 as the physical address of everything: nothing is known of any of them then.</summary>
    void DropUnplaced()
    {
        if (_segments.Where(s => s.PhysicalAddress == 0 && s.FileSize > 0).Select(s => s.VirtualAddress).Distinct().Count() < 2)
            return;
        Report("VMC0208", Message.Of("vmc.0208"), 0);
        _whole = false;
        _extents.RemoveAll(e => e.Target == 0);
    }

    void Report(string id, Message message, long offset) => report(new InputDiagnostic(id, message, Offset: offset));
}
