namespace Stucktrace.Lab.Dumps;

/// <summary>A symbol as /proc/kallsyms has it.</summary>
/// <param name="Address">Address.</param>
/// <param name="Name">Name.</param>
/// <param name="Module">Module, or null for the kernel itself.</param>
sealed record SymbolFact(ulong Address, string Name, string? Module);
