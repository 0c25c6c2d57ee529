using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Stucktrace.Formats.Elf.Tables;

/// <summary>A section that is a table of places: each field that holds one has a relocation.</summary>
sealed class SiteTable
{
    readonly ElfFile _file;
    readonly Dictionary<ulong, ElfRelocation> _byOffset;

    SiteTable(ElfFile file, ElfSection section, ImmutableArray<ElfRelocation> relocations)
    {
        (_file, Section, Relocations) = (file, section, relocations);
        _byOffset = new Dictionary<ulong, ElfRelocation>(relocations.Length);
        foreach (ElfRelocation relocation in relocations)
            _byOffset[relocation.Offset] = relocation;
        Bytes = file.Contents(section);
    }

    internal ElfSection Section { get; }

    internal ImmutableArray<ElfRelocation> Relocations { get; }

    internal ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The table of a name, or null when the file has none with anything in it.</summary>
    internal static SiteTable? Find(ElfFile file, string name) =>
        file.Find(name) is { Size: > 0 } section ? new SiteTable(file, section, file.RelocationsOf(section)) : null;

    /// <summary>True when the field at an offset has a relocation.</summary>
    internal bool Has(long offset) => _byOffset.ContainsKey((ulong)offset);

    /// <summary>True when fields are addresses of 8 bytes, as in old kernels, and not relative ones of 4.</summary>
    internal bool IsWide => Relocations.Length > 0 && Relocations[0].Type == ElfRelocationType.Absolute64;

    /// <summary>The place that the field at an offset points to, or null.</summary>
    internal SectionOffset? At(long offset) => _byOffset.TryGetValue((ulong)offset, out ElfRelocation relocation) ? _file.TargetOf(relocation) : null;

    /// <summary>Name of the symbol that the field at an offset refers to, or null.</summary>
    internal string? SymbolAt(long offset) =>
        _byOffset.TryGetValue((ulong)offset, out ElfRelocation relocation) && (uint)relocation.Symbol < (uint)_file.Symbols.Length
            ? _file.Symbols[relocation.Symbol].Name : null;

    internal byte ByteAt(long offset) => offset >= 0 && offset < Bytes.Length ? Bytes.Span[(int)offset] : (byte)0;

    internal uint UInt16At(long offset) => offset >= 0 && offset <= Bytes.Length - 2 ? BinaryPrimitives.ReadUInt16LittleEndian(Bytes.Span[(int)offset..]) : 0u;

    internal uint UInt32At(long offset) => offset >= 0 && offset <= Bytes.Length - 4 ? BinaryPrimitives.ReadUInt32LittleEndian(Bytes.Span[(int)offset..]) : 0u;
}
