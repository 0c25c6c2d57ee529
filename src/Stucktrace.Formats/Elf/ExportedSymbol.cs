namespace Stucktrace.Formats.Elf;

/// <summary>A symbol that the module offers to other modules.</summary>
/// <param name="Name">Name.</param>
/// <param name="Place">Where it is.</param>
/// <param name="IsGplOnly">True when only GPL-compatible modules may use it.</param>
/// <param name="Namespace">Namespace that users must import, or null.</param>
public sealed record ExportedSymbol(string Name, SectionOffset Place, bool IsGplOnly, string? Namespace);
