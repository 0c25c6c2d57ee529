namespace Stucktrace.Formats.Elf;

/// <summary>A branch that is switched by rewriting the instruction (struct jump_entry).</summary>
/// <param name="Code">The instruction: a nop, or a jump to the target.</param>
/// <param name="Target">Where the jump goes when it is switched on.</param>
/// <param name="Key">The key, or section 0 when it belongs to the kernel or another module.</param>
public readonly record struct JumpLabel(SectionOffset Code, SectionOffset Target, SectionOffset Key);
