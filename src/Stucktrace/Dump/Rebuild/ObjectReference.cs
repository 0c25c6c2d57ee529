namespace Stucktrace.Dump.Rebuild;

/// <summary>A field that holds an address: in the object, a relocation.</summary>
/// <param name="Offset">Where the field lies in its section.</param>
/// <param name="Type">Relocation type (<see cref="Formats.Elf.ElfRelocationType"/>).</param>
/// <param name="Target">Index of the section that it points into, or -1.</param>
/// <param name="External">Name of the symbol outside of the module, when it points to none of its sections.</param>
/// <param name="Addend">What is added to the section's start, or to the symbol.</param>
readonly record struct ObjectReference(ulong Offset, uint Type, int Target, string? External, long Addend);
