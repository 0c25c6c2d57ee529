namespace Stucktrace.Formats.Elf;

/// <summary>Instructions that are replaced where a CPU has some feature (struct alt_instr).</summary>
/// <param name="Original">Where the original instructions are.</param>
/// <param name="Replacement">Where the replacement is (.altinstr_replacement).</param>
/// <param name="Length">Length of the original in bytes, padding included.</param>
/// <param name="ReplacementLength">Length of the replacement.</param>
/// <param name="Feature">Number of the feature, with the kernel's own bits for "not" left in.</param>
public readonly record struct Alternative(SectionOffset Original, SectionOffset Replacement, int Length, int ReplacementLength, uint Feature);
