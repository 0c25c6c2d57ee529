using System.Buffers.Binary;
using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Code;

/// <summary>
/// A module laid out at made-up kernel addresses with every relocation applied, so that decoded operands are absolute addresses. Each address leads back
/// to its section and symbol.
/// </summary>
public sealed class ModuleImage
{
    /// <summary>Where the first section is put: in the area that x86-64 kernels load modules to.</summary>
    public const ulong Base = 0xffffffff_c0000000;

    /// <summary>Where the first external symbol is put: within a signed 32-bit distance of every section.</summary>
    public const ulong ExternalBase = 0xffffffff_81000000;

    /// <summary>Distance from one external symbol to the next.</summary>
    public const ulong ExternalSpacing = 0x1000;

    readonly ImageSymbols _symbols;
    readonly int[] _sectionOfIndex;

    internal ModuleImage(
        ModuleFile file, ImmutableArray<ImageSection> sections, int[] sectionOfIndex, ImmutableArray<ExternalSymbol> externals,
        ImmutableArray<AppliedRelocation> relocations, bool isComplete)
    {
        File = file;
        Sections = sections;
        _sectionOfIndex = sectionOfIndex;
        Externals = externals;
        Relocations = relocations;
        IsComplete = isComplete;
        _symbols = new ImageSymbols(this);
    }

    /// <summary>The module's file.</summary>
    public ModuleFile File { get; }

    /// <summary>The file as an ELF file.</summary>
    public ElfFile Elf => File.Elf;

    /// <summary>The sections that a kernel loads, by address.</summary>
    public ImmutableArray<ImageSection> Sections { get; }

    /// <summary>What the kernel and other modules provide, by address.</summary>
    public ImmutableArray<ExternalSymbol> Externals { get; }

    /// <summary>The fields that relocations filled in, by address.</summary>
    public ImmutableArray<AppliedRelocation> Relocations { get; }

    /// <summary>False when a limit was reached or a relocation could not be applied.</summary>
    public bool IsComplete { get; }

    /// <summary>Lays the module out.</summary>
    /// <param name="file">The module's file.</param>
    /// <param name="limits">Bounds; the default ones when not given.</param>
    public static ModuleImage Load(ModuleFile file, ReadLimits? limits = null) => new ImageLoader(file, limits ?? ReadLimits.Default).Load();

    /// <summary>The section that the address lies in, or null.</summary>
    public ImageSection? SectionAt(ulong address)
    {
        int low = 0, high = Sections.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            ImageSection section = Sections[middle];
            if (section.Contains(address))
                return section;
            if (section.Address > address)
                high = middle - 1;
            else
                low = middle + 1;
        }

        return null;
    }

    /// <summary>The section with that index in the file, or null when the kernel does not load it.</summary>
    public ImageSection? SectionOf(int fileIndex) =>
        (uint)fileIndex < (uint)_sectionOfIndex.Length && _sectionOfIndex[fileIndex] is >= 0 and int at ? Sections[at] : null;

    /// <summary>The external symbol that the address belongs to, or null.</summary>
    public ExternalSymbol? ExternalAt(ulong address)
    {
        ulong index = (address - ExternalBase) / ExternalSpacing;
        return address >= ExternalBase && index < (ulong)Externals.Length ? Externals[(int)index] : null;
    }

    /// <summary>Section and offset of an address in the file's terms, or null outside the image.</summary>
    public SectionOffset? Locate(ulong address) =>
        SectionAt(address) is { } section ? new SectionOffset(section.Index, address - section.Address) : null;

    /// <summary>Address of a place in the file, or null when the kernel does not load its section or the offset is beyond it.</summary>
    public ulong? AddressOf(SectionOffset place) =>
        SectionOf(place.Section) is { } section && place.Offset <= section.Size ? section.Address + place.Offset : null;

    /// <summary>What the address is, as symbol and distance; null outside the image and its externals.</summary>
    public SymbolReference? Describe(ulong address) => _symbols.Describe(address);

    /// <summary>The symbols that begin at exactly that address, in the order of the symbol table; section symbols left out.</summary>
    public ImmutableArray<ElfSymbol> SymbolsAt(ulong address) => _symbols.At(address);

    /// <summary>Address of the first symbol or external of that name, or null.</summary>
    public ulong? AddressOf(string symbol) => _symbols.AddressOf(symbol);

    /// <summary>The relocated fields that overlap the bytes.</summary>
    public ReadOnlySpan<AppliedRelocation> RelocationsIn(ulong address, ulong length)
    {
        // A field is 8 bytes at most: one that begins up to 7 bytes earlier may reach in.
        int first = FirstRelocationFrom(address < 7 ? 0 : address - 7);
        while (first < Relocations.Length && Relocations[first].Address + Relocations[first].Width <= address)
            first++;
        int end = first;
        while (end < Relocations.Length && Relocations[end].Address < address + length)
            end++;
        return Relocations.AsSpan()[first..end];
    }

    /// <summary>Whether a relocation filled in any of the bytes.</summary>
    public bool IsRelocated(ulong address, ulong length) => !RelocationsIn(address, length).IsEmpty;

    /// <summary>The relocated field that begins at the address, or null.</summary>
    public AppliedRelocation? RelocationAt(ulong address)
    {
        int index = FirstRelocationFrom(address);
        return index < Relocations.Length && Relocations[index].Address == address ? Relocations[index] : null;
    }

    /// <summary>Up to <paramref name="length" /> bytes at an address; fewer where the section ends, none outside; zeroes of .bss are not given.</summary>
    public ReadOnlySpan<byte> BytesAt(ulong address, int length)
    {
        if (SectionAt(address) is not { } section || address - section.Address >= (ulong)section.Bytes.Length)
            return default;
        ReadOnlySpan<byte> rest = section.Bytes.Span[(int)(address - section.Address)..];
        return rest[..Math.Min(length, rest.Length)];
    }

    /// <summary>The 8 bytes at an address as the module finds them when it is loaded; null outside the image.</summary>
    public ulong? ReadUInt64(ulong address) =>
        BytesAt(address, 8) is { Length: 8 } bytes ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : IsZeroed(address, 8) ? 0 : null;

    /// <summary>The 4 bytes at an address as the module finds them when it is loaded; null outside the image.</summary>
    public uint? ReadUInt32(ulong address) =>
        BytesAt(address, 4) is { Length: 4 } bytes ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : IsZeroed(address, 4) ? 0 : null;

    bool IsZeroed(ulong address, ulong length) =>
        SectionAt(address) is { } section && address - section.Address >= (ulong)section.Bytes.Length && address + length <= section.Limit;

    internal int FirstRelocationFrom(ulong address)
    {
        int low = 0, high = Relocations.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (Relocations[middle].Address < address)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
