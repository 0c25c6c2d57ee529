using System.Buffers.Binary;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <content>ELF core.</content>
public sealed partial class DumpWriter
{
    /// <summary>Virtual address of a physical one, for the segments; none by default, as in QEMU's dumps.</summary>
    public Func<ulong, ulong>? VirtualAddress { get; set; }

    /// <summary>QEMU's header: e_ehsize 8, program headers at 192.</summary>
    public bool LikeQemu { get; set; }

    /// <summary>Counts program headers in section header 0, as is done from 65,535 on.</summary>
    public bool ManySegments { get; set; }

    /// <summary>Each note in a segment of its own.</summary>
    public bool NotesApart { get; set; }

    /// <summary>The dump as an ELF core. What was left out is memory beyond a segment's file size.</summary>
    public byte[] ElfCore()
    {
        List<(ulong First, ulong Count, ulong Left)> loads = Loads();
        List<(int At, int Size)> notes = [];
        byte[] noteBytes = NoteBytes().Bytes;
        for (int at = 0; at < noteBytes.Length;)
        {
            int size = NotesApart ? 12 + Padded(BinaryPrimitives.ReadInt32LittleEndian(noteBytes.AsSpan(at))) + Padded(BinaryPrimitives.ReadInt32LittleEndian(noteBytes.AsSpan(at + 4)))
                : noteBytes.Length;
            notes.Add((at, size));
            at += size;
        }

        int programs = notes.Count + loads.Count, table = LikeQemu ? 192 : 64, sections = table + 56 * programs;
        int notesAt = sections + (ManySegments ? 64 : 0), dataAt = (notesAt + noteBytes.Length + Block - 1) / Block * Block;
        byte[] file = new byte[dataAt + Block * (int)loads.Sum(l => (long)l.Count)];
        Span<byte> bytes = file;
        ((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1]).CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[16..], 4);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[18..], 62);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[20..], 1);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], table);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[40..], ManySegments ? sections : 0);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[52..], (ushort)(LikeQemu ? 8 : 64));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[54..], 56);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[56..], ManySegments ? (ushort)0xffff : (ushort)programs);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[58..], (ushort)(ManySegments ? 64 : 0));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[60..], (ushort)(ManySegments ? 1 : 0));
        if (ManySegments)
            BinaryPrimitives.WriteInt32LittleEndian(bytes[(sections + 44)..], programs);
        noteBytes.CopyTo(bytes[notesAt..]);
        int program = table;
        foreach ((int at, int size) in notes)
            WriteProgram(file, ref program, 4, notesAt + at, 0, 0, (ulong)size, 0);
        foreach ((ulong first, ulong count, ulong left) in loads)
        {
            ulong address = first * Block;
            WriteProgram(file, ref program, 1, dataAt, VirtualAddress?.Invoke(address) ?? 0, address, count * Block, (count + left) * Block);
            for (ulong i = 0; i < count; i++, dataAt += Block)
                Pages[first + i].CopyTo(bytes[dataAt..]);
        }

        return file;
    }

    /// <summary>Runs of pages, each with the frames left out that follow it.</summary>
    List<(ulong First, ulong Count, ulong Left)> Loads()
    {
        List<(ulong First, ulong Count, ulong Left)> loads = [];
        foreach (ulong frame in Pages.Keys.Concat(Excluded.Except(Pages.Keys)).Order())
        {
            bool here = Pages.ContainsKey(frame);
            (ulong First, ulong Count, ulong Left) last = loads.Count > 0 ? loads[^1] : default;
            bool follows = loads.Count > 0 && last.First + last.Count + last.Left == frame;
            if (follows && !here)
                loads[^1] = last with { Left = last.Left + 1 };
            else if (follows && last.Left == 0)
                loads[^1] = last with { Count = last.Count + 1 };
            else
                loads.Add((frame, here ? 1UL : 0, here ? 0UL : 1));
        }

        return loads;
    }

    static void WriteProgram(byte[] file, ref int at, int type, long offset, ulong virtualAddress, ulong physicalAddress, ulong fileSize, ulong memorySize)
    {
        Span<byte> program = file.AsSpan(at, 56);
        BinaryPrimitives.WriteInt32LittleEndian(program, type);
        BinaryPrimitives.WriteInt64LittleEndian(program[8..], offset);
        BinaryPrimitives.WriteUInt64LittleEndian(program[16..], virtualAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(program[24..], physicalAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(program[32..], fileSize);
        BinaryPrimitives.WriteUInt64LittleEndian(program[40..], memorySize);
        at += 56;
    }
}
