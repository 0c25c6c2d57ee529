namespace Stucktrace.Formats.Elf;

/// <summary>One section of an ELF file, as its header describes it.</summary>
/// <param name="Index">Index in the section header table.</param>
/// <param name="Name">Name.</param>
/// <param name="Type">sh_type; see <see cref="ElfSectionType"/>.</param>
/// <param name="Flags">sh_flags.</param>
/// <param name="Address">sh_addr: zero in a module, the link address in vmlinux.</param>
/// <param name="Offset">Where its bytes begin in the file.</param>
/// <param name="Size">Size in memory; in the file too, unless it is NOBITS.</param>
/// <param name="Link">sh_link: the string table of a symbol table, the symbol table of relocations.</param>
/// <param name="Info">sh_info: the section that relocations apply to.</param>
/// <param name="Alignment">Alignment in memory, a power of two.</param>
/// <param name="EntrySize">Size of an entry where it is a table.</param>
public sealed record ElfSection(
    int Index, string Name, uint Type, ulong Flags, ulong Address, long Offset, long Size, int Link, int Info, ulong Alignment, long EntrySize)
{
    // gabi: SHF_WRITE 1, SHF_ALLOC 2, SHF_EXECINSTR 4.

    /// <summary>True when it is part of the loaded module.</summary>
    public bool IsAllocated => (Flags & 2) != 0;

    /// <summary>True when it holds instructions.</summary>
    public bool IsCode => (Flags & 4) != 0;

    /// <summary>True when it may be written to.</summary>
    public bool IsWritable => (Flags & 1) != 0;

    /// <summary>True when it takes no bytes in the file (.bss).</summary>
    public bool IsEmptyInFile => Type == ElfSectionType.NoBits;

    /// <summary>True when the kernel frees it after the module's init function has returned.</summary>
    public bool IsInit => Name.StartsWith(".init", StringComparison.Ordinal);
}
