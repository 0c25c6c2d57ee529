using Stucktrace.Dump.Reading;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Tasks;

/// <summary>The command line of a process: the bytes from mm->arg_start to arg_end in its own memory, which most dumps leave out.</summary>
static class TaskCommandLine
{
    internal static string? Read(KernelReader reader, ulong mm)
    {
        if (mm == 0)
            return null;
        KernelObject memory = new(reader, "mm_struct", mm);
        if (memory["pgd"] is not (> 0 and { } pgd) || memory["arg_start"] is not { } start || memory["arg_end"] is not { } end || end <= start || start >> 47 != 0)
            return null;
        if (reader.Memory.Translate(pgd, out ulong root) != MemoryState.Present)
            return null;
        byte[] bytes = new byte[(int)Math.Min(end - start, (ulong)reader.Limits.MaxCommandLineBytes)];
        if (reader.Memory.WithRoot(root).Read(start, bytes) != MemoryState.Present)
            return null;
        // Arguments end with zeroes; shown with blanks between them, as ps does.
        int length = bytes.AsSpan().TrimEnd((byte)0).Length;
        bytes.AsSpan(0, length).Replace((byte)0, (byte)' ');
        return KernelReader.TextOf(bytes.AsSpan(0, length));
    }
}
