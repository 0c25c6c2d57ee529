using Stucktrace.Formats.Elf;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>A symbol of a module's code as kallsyms sees it.</summary>
/// <param name="Name">Name.</param>
/// <param name="Place">Where it lies in the file.</param>
/// <param name="Distance">Distance from the start of the loaded text.</param>
/// <param name="Size">Size that the file states, 0 when it states none.</param>
/// <param name="IsInit">True when it lies in the init text, which is freed after loading.</param>
public readonly record struct LoadedSymbol(string Name, SectionOffset Place, ulong Distance, ulong Size, bool IsInit);
