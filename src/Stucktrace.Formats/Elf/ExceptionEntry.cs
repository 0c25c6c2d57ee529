namespace Stucktrace.Formats.Elf;

/// <summary>An instruction that may fault, and where execution goes on then (struct exception_table_entry).</summary>
/// <param name="Instruction">The instruction.</param>
/// <param name="Continuation">Where execution goes on.</param>
public readonly record struct ExceptionEntry(SectionOffset Instruction, SectionOffset Continuation);
