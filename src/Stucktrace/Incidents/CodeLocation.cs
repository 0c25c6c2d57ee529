namespace Stucktrace.Incidents;

/// <summary>A place in code as a log prints it: <c>get_process_name+0x50/0x100 [dirpro]</c>, or only an address.</summary>
/// <param name="Symbol">Function, or null when only an address is printed.</param>
/// <param name="Offset">Offset from the symbol in bytes, or null.</param>
/// <param name="Size">Size of the function in bytes as kallsyms sees it, or null.</param>
/// <param name="Module">Module in brackets, or null for the kernel itself or when not printed.</param>
/// <param name="Address">Address, where one is printed.</param>
public sealed record CodeLocation(string? Symbol, ulong? Offset, ulong? Size, string? Module, ulong? Address);
