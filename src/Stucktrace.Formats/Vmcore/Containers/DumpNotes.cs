using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>Reads ELF notes, and the text of vmcoreinfo out of them. A note is three words (two sizes, a type), a name and a content, each padded to 4 bytes.</summary>
/// <param name="limits">Bounds, over all places where a dump has notes.</param>
/// <param name="report">Is told what is damaged.</param>
sealed class DumpNotes(ReadLimits limits, Action<InputDiagnostic> report)
{
    const int HeaderBytes = 12;

    readonly ImmutableArray<DumpNote>.Builder _notes = ImmutableArray.CreateBuilder<DumpNote>();
    long _room = limits.MaxDumpNoteBytes;

    /// <summary>What was read so far.</summary>
    public ImmutableArray<DumpNote> Notes => _notes.ToImmutable();

    /// <summary>Reads the notes of one place.</summary>
    /// <param name="source">The dump.</param>
    /// <param name="offset">Where they begin.</param>
    /// <param name="size">How many bytes they should have.</param>
    public void Add(ByteSource source, long offset, ulong size)
    {
        if (size == 0)
            return;
        byte[] bytes = source.Take(offset, (long)Math.Min(size, (ulong)_room));
        _room -= bytes.Length;
        if ((ulong)bytes.Length < size)
            report(_room == 0 ? new InputDiagnostic("VMC0602", Message.Of("vmc.0602", size, limits.MaxDumpNoteBytes), Offset: offset)
                : new InputDiagnostic("VMC0601", Message.Of("vmc.0601", size, offset, bytes.Length), Offset: offset));
        Split(bytes, offset);
    }

    void Split(byte[] bytes, long offset)
    {
        int at = 0;
        while (bytes.Length - at >= HeaderBytes)
        {
            ReadOnlySpan<byte> head = bytes.AsSpan(at);
            uint nameSize = BinaryPrimitives.ReadUInt32LittleEndian(head), size = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            uint type = BinaryPrimitives.ReadUInt32LittleEndian(head[8..]);
            // Room for the note of a CPU that left none is filled with zeroes.
            if (nameSize == 0 && size == 0 && type == 0)
                return;
            long content = HeaderBytes + (((long)nameSize + 3) & ~3L);
            if (content + size > head.Length)
            {
                report(new InputDiagnostic("VMC0603", Message.Of("vmc.0603", offset + at, content + size, head.Length), Offset: offset + at));
                return;
            }

            if (_notes.Count >= limits.MaxDumpNotes)
            {
                report(new InputDiagnostic("VMC0604", Message.Of("vmc.0604", limits.MaxDumpNotes), Offset: offset + at));
                return;
            }

            ReadOnlySpan<byte> name = head.Slice(HeaderBytes, (int)nameSize);
            int end = name.IndexOf((byte)0);
            string owner = Encoding.Latin1.GetString(end < 0 ? name : name[..end]);
            _notes.Add(new DumpNote(owner, type, bytes.AsMemory(at + (int)content, (int)size), offset + at + content));
            at += (int)Math.Min(head.Length, content + ((size + 3L) & ~3L));
        }
    }

    /// <summary>vmcoreinfo from its note (owner VMCOREINFO, type 0), or null.</summary>
    public VmcoreInfo? FindVmcoreInfo()
    {
        foreach (DumpNote note in _notes)
        {
            if (note.Owner.Equals("VMCOREINFO", StringComparison.Ordinal) && note.Content.Length > 0)
                return new VmcoreInfo(note.Content.Span);
        }

        return null;
    }
}
