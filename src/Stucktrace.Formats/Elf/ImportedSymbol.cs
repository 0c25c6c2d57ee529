namespace Stucktrace.Formats.Elf;

/// <summary>A symbol that the module needs from the kernel or from another module.</summary>
/// <param name="Name">Name.</param>
/// <param name="Symbol">Index in the module's symbol table.</param>
/// <param name="Crc">CRC of its declaration, or null when the module has no versions or none for it.</param>
/// <param name="IsGplOnly">True when the kernel offers it to GPL-compatible modules only; null when that is not known.</param>
/// <param name="IsWeak">True when the module can do without it.</param>
public sealed record ImportedSymbol(string Name, int Symbol, uint? Crc, bool? IsGplOnly, bool IsWeak);
