using System.Collections.Immutable;

namespace Stucktrace.Formats.Elf;

/// <summary>
/// A 64-bit little-endian ELF file: a kernel module or vmlinux. Sections are read at once; symbols and relocations when they are first asked for.
/// Whatever is damaged is reported and left out; nothing throws because of the content. Safe to be read by several threads.
/// </summary>
public sealed class ElfFile
{
    readonly Action<InputDiagnostic> _report;
    readonly ReadLimits _limits;
    readonly Lazy<ImmutableArray<ElfSymbol>> _symbols;
    readonly Lazy<RelocationTables> _relocations;

    internal ElfFile(ReadOnlyMemory<byte> bytes, ElfHeader header, ImmutableArray<ElfSection> sections, Action<InputDiagnostic> report, ReadLimits limits)
    {
        (Bytes, Header, Sections, _report, _limits) = (bytes, header, sections, report, limits);
        _symbols = new Lazy<ImmutableArray<ElfSymbol>>(() => ElfSymbolReader.Read(this, _report, _limits));
        _relocations = new Lazy<RelocationTables>(() => new RelocationTables(this, _report));
    }

    /// <summary>The whole file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>What the header says.</summary>
    public ElfHeader Header { get; }

    /// <summary>Machine (EM_…): 62 is x86-64, 183 arm64.</summary>
    public int Machine => Header.Machine;

    /// <summary>True for x86-64.</summary>
    public bool IsX64 => Header.Machine == 62;

    /// <summary>True for a relocatable object, which every module is.</summary>
    public bool IsRelocatable => Header.Type == 1;

    /// <summary>All sections, by index; the first is the null section.</summary>
    public ImmutableArray<ElfSection> Sections { get; }

    /// <summary>All symbols, by index; read at first use.</summary>
    public ImmutableArray<ElfSymbol> Symbols => _symbols.Value;

    /// <summary>Reads a file.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="report">Is told what is damaged, also later, when a part is first read.</param>
    /// <param name="limits">Bounds; the default ones when not given.</param>
    /// <returns>Null when it is no ELF file of this kind at all.</returns>
    public static ElfFile? Read(ReadOnlyMemory<byte> bytes, Action<InputDiagnostic> report, ReadLimits? limits = null) =>
        ElfReader.Read(bytes, report, limits ?? ReadLimits.Default);

    /// <summary>The first section of a name, or null.</summary>
    /// <param name="name">Name.</param>
    public ElfSection? Find(string name)
    {
        foreach (ElfSection section in Sections)
        {
            if (section.Name.Equals(name, StringComparison.Ordinal))
                return section;
        }

        return null;
    }

    /// <summary>The section with an index, or null for imports, absolute symbols and indices beyond the table.</summary>
    /// <param name="index">Index.</param>
    public ElfSection? SectionAt(int index) => index > 0 && index < Sections.Length ? Sections[index] : null;

    /// <summary>A section's bytes in the file; fewer than its size when the file is cut or it is NOBITS.</summary>
    /// <param name="section">Section of this file.</param>
    public ReadOnlyMemory<byte> Contents(ElfSection section)
    {
        if (section.IsEmptyInFile || section.Offset >= Bytes.Length || section.Offset < 0)
            return default;
        return Bytes.Slice((int)section.Offset, (int)Math.Min(section.Size, Bytes.Length - section.Offset));
    }

    /// <summary>The bytes of the first section of a name; empty when there is none.</summary>
    /// <param name="name">Name.</param>
    public ReadOnlyMemory<byte> Contents(string name) => Find(name) is { } section ? Contents(section) : default;

    /// <summary>The relocations that apply to a section, as they stand in the file: usually, not surely, by offset.</summary>
    /// <param name="target">Section of this file.</param>
    public ImmutableArray<ElfRelocation> RelocationsOf(ElfSection target) => _relocations.Value.Of(target.Index);

    /// <summary>The place that a relocation refers to, before a relative one is made relative: symbol plus addend.</summary>
    /// <param name="relocation">Relocation of this file.</param>
    /// <returns>Null when the symbol does not exist; section 0 for an import, with the addend as the offset.</returns>
    public SectionOffset? TargetOf(in ElfRelocation relocation)
    {
        ImmutableArray<ElfSymbol> symbols = Symbols;
        if ((uint)relocation.Symbol >= (uint)symbols.Length)
            return null;
        ElfSymbol symbol = symbols[relocation.Symbol];
        return new SectionOffset(symbol.SectionIndex, unchecked(symbol.Value + (ulong)relocation.Addend));
    }
}
