namespace Stucktrace.Formats.Elf;

/// <summary>One symbol.</summary>
/// <param name="Index">Index in the symbol table, which relocations refer to.</param>
/// <param name="Name">Name; empty for sections and where it was taken away.</param>
/// <param name="Value">Offset in its section (module) or address (vmlinux).</param>
/// <param name="Size">Size in bytes, 0 when not stated.</param>
/// <param name="Type">What it stands for.</param>
/// <param name="Binding">Who sees it.</param>
/// <param name="SectionIndex">Section that it lies in; 0 when it is imported; see <see cref="Absolute"/>.</param>
public readonly record struct ElfSymbol(int Index, string Name, ulong Value, ulong Size, ElfSymbolType Type, ElfBinding Binding, int SectionIndex)
{
    /// <summary><see cref="SectionIndex"/> of a symbol that is a number and no place (SHN_ABS).</summary>
    public const int Absolute = 0xfff1;

    /// <summary><see cref="SectionIndex"/> of a symbol for which the linker had yet to find room (SHN_COMMON); the kernel refuses those.</summary>
    public const int Common = 0xfff2;

    /// <summary>True when the kernel or another module must provide it.</summary>
    public bool IsImport => SectionIndex == 0 && Binding != ElfBinding.Local && Name.Length > 0;
}
