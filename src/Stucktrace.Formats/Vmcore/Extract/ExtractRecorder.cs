using System.Buffers.Binary;
using System.Text;
using Stucktrace.Formats.Symbols;

namespace Stucktrace.Formats.Vmcore.Extract;

/// <summary>
/// Remembers what a diagnosis reads of a dump and writes it, and nothing else, as a dump of its own: the bytes read, zero in place of all others of their
/// pages; the registers in the notes; the symbols and layouts that were asked for in place of the kernel's own tables.
/// </summary>
public sealed class ExtractRecorder
{
    /// <summary>The memory that was read.</summary>
    public ReadPages Pages { get; } = new();

    /// <summary>The symbols that were asked for.</summary>
    internal SymbolUse Symbols { get; } = new();

    /// <summary>The names of fields that were asked for.</summary>
    internal FieldNames Names { get; } = new();

    /// <summary>The layouts that were asked for.</summary>
    internal TypeRecorder? Types { get; set; }

    /// <summary>The kernel that is listened to.</summary>
    internal DumpedKernel? Kernel { get; set; }

    /// <summary>Writes the extract.</summary>
    /// <param name="output">Receives it; must be seekable.</param>
    /// <param name="cpus">Number of CPUs.</param>
    /// <exception cref="InvalidOperationException">Nothing was recorded.</exception>
    public void Write(Stream output, int cpus)
    {
        if (Kernel is not { } kernel || Types is not { } types)
            throw new InvalidOperationException("nothing was recorded");
        kernel.Symbols.Use = null;
        using MemoryStream notes = new();
        foreach (DumpNote note in kernel.File.Notes.Where(n => n.Owner is "CORE" or "QEMU" or "VMCOREINFO"))
            Note(notes, note.Owner, note.Type, note.Content.Span);
        Note(notes, KernelFacts.Owner, KernelFacts.NoteType, KernelFacts.Write(kernel, Symbols, types, Names));
        byte[] info = Encoding.UTF8.GetBytes(kernel.File.VmcoreInfo?.Text ?? string.Empty);
        KdumpWriter.Write(output, new KdumpWriter.Header(kernel.Release, kernel.Memory.Translation.PhysBase, cpus, info, notes.ToArray()), kernel.Memory.Physical, Pages);
    }

    static void Note(MemoryStream notes, string owner, uint type, ReadOnlySpan<byte> content)
    {
        Span<byte> head = stackalloc byte[12];
        byte[] name = Encoding.UTF8.GetBytes(owner + "\0");
        BinaryPrimitives.WriteInt32LittleEndian(head, name.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], type);
        notes.Write(head);
        Padded(notes, name);
        Padded(notes, content);
    }

    static void Padded(MemoryStream notes, ReadOnlySpan<byte> bytes)
    {
        notes.Write(bytes);
        while (notes.Length % 4 != 0)
            notes.WriteByte(0);
    }
}
