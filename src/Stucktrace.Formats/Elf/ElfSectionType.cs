namespace Stucktrace.Formats.Elf;

/// <summary>Section types (gabi, sh_type) that matter in kernel objects.</summary>
public static class ElfSectionType
{
    /// <summary>Not in use.</summary>
    public const uint Null = 0;

    /// <summary>Bytes of the program.</summary>
    public const uint ProgramBits = 1;

    /// <summary>Symbol table.</summary>
    public const uint SymbolTable = 2;

    /// <summary>String table.</summary>
    public const uint StringTable = 3;

    /// <summary>Relocations with addends.</summary>
    public const uint Rela = 4;

    /// <summary>Notes.</summary>
    public const uint Note = 7;

    /// <summary>Zeroes that take no bytes in the file.</summary>
    public const uint NoBits = 8;

    /// <summary>Relocations without addends, which x86-64 kernels refuse.</summary>
    public const uint Rel = 9;

    /// <summary>Section indices of symbols that do not fit into 16 bits.</summary>
    public const uint SymbolSectionIndices = 18;
}
