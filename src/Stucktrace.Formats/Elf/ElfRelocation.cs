using System.Runtime.InteropServices;

namespace Stucktrace.Formats.Elf;

/// <summary>One relocation with addend: a place whose value depends on where a symbol ends up. Laid out as in the file (Elf64_Rela).</summary>
/// <param name="Offset">Place, as an offset in the section that it applies to.</param>
/// <param name="Type">How the value is computed; see <see cref="ElfRelocationType"/>.</param>
/// <param name="Symbol">Index of the symbol.</param>
/// <param name="Addend">What is added to the symbol's address.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ElfRelocation(ulong Offset, uint Type, int Symbol, long Addend);
