namespace Stucktrace.Dump.Code;

/// <summary>A place in a module's code that the kernel itself may rewrite.</summary>
/// <param name="Section">Index of the section.</param>
/// <param name="Offset">Offset in it.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Kind">Why.</param>
/// <param name="Target">Of a jump label, where its jump leads: section and offset.</param>
readonly record struct PatchSite(int Section, ulong Offset, int Length, PatchKind Kind, Formats.Elf.SectionOffset Target = default);
