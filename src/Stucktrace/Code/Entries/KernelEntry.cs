using Stucktrace.Formats;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Code.Entries;

/// <summary>A function at which the kernel enters the module, and by what.</summary>
/// <param name="Kind">By what.</param>
/// <param name="Function">The function.</param>
/// <param name="How">By what, in words: "system call kill", "register_kprobe of vfs_read".</param>
/// <param name="Label">The same in a few letters, for paths: <c>kill(2)</c>, <c>register_kprobe</c>.</param>
/// <param name="Evidence">Where the file shows it: an instruction, or a field of a table.</param>
public sealed record KernelEntry(KernelEntryKind Kind, Function Function, Message How, string Label, SectionOffset Evidence)
{
    /// <summary>The registration that makes it one; null where the kernel enters by something else.</summary>
    public KernelRegistration? Registration { get; init; }
}
