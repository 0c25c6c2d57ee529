namespace Stucktrace.Formats.Elf;

/// <summary>What a symbol stands for (gabi, the low half of st_info).</summary>
public enum ElfSymbolType : byte
{
    /// <summary>Not stated: imports, assembler labels.</summary>
    None = 0,
    /// <summary>Data.</summary>
    Object = 1,
    /// <summary>A function.</summary>
    Function = 2,
    /// <summary>A section.</summary>
    Section = 3,
    /// <summary>A source file.</summary>
    File = 4,
}
