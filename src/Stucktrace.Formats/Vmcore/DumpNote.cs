namespace Stucktrace.Formats.Vmcore;

/// <summary>One ELF note of a dump.</summary>
/// <param name="Owner">Name of its owner: <c>CORE</c>, <c>VMCOREINFO</c>, <c>QEMU</c>.</param>
/// <param name="Type">Type; its meaning depends on the owner.</param>
/// <param name="Content">Its content.</param>
/// <param name="Offset">Where the content begins in the file (of a flattened file: in the file that it unfolds to).</param>
public sealed record DumpNote(string Owner, uint Type, ReadOnlyMemory<byte> Content, long Offset);
