namespace Stucktrace.Formats.Elf;

/// <summary>One entry of __versions: the type signature that a symbol had in the kernel that the module was built for.</summary>
/// <param name="Name">Symbol.</param>
/// <param name="Crc">CRC over its declaration.</param>
public readonly record struct SymbolVersion(string Name, uint Crc);
