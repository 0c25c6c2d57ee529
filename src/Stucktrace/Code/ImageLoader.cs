using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Code;

/// <summary>Puts a module's sections and imports at addresses and applies its relocations, as the kernel's loader does (arch/x86/kernel/module.c).</summary>
sealed class ImageLoader(ModuleFile file, ReadLimits limits)
{
    readonly ElfFile _elf = file.Elf;
    const ulong MaxAlignment = 4096;

    readonly List<ImageSection> _sections = [];
    readonly List<ExternalSymbol> _externals = [];
    readonly List<AppliedRelocation> _relocations = [];
    readonly int[] _sectionOfIndex = new int[file.Elf.Sections.Length];
    bool _complete = true;

    internal ModuleImage Load()
    {
        PlaceSections();
        ulong?[] addresses = PlaceSymbols();
        foreach (ImageSection section in _sections)
            Apply(section, addresses);
        return new ModuleImage(file, [.. _sections], _sectionOfIndex, [.. _externals], ImmutableCollectionsMarshal.AsImmutableArray(_relocations.ToArray()), _complete);
    }

    void PlaceSections()
    {
        Array.Fill(_sectionOfIndex, -1);
        ulong next = ModuleImage.Base;
        long copied = 0;
        foreach (ElfSection section in _elf.Sections)
        {
            if (!section.IsAllocated || section.Size < 0)
                continue;
            ulong alignment = ulong.IsPow2(section.Alignment) ? Math.Clamp(section.Alignment, 16, MaxAlignment) : 16;
            ulong address = (next + alignment - 1) & ~(alignment - 1);
            ulong used = address - ModuleImage.Base;
            ReadOnlyMemory<byte> contents = _elf.Contents(section);
            copied += contents.Length;
            // Sections of a crafted file may share their bytes: what is copied is bounded by the file's own size.
            if (section.Size > limits.MaxImageBytes || used + (ulong)section.Size > (ulong)limits.MaxImageBytes || copied > _elf.Bytes.Length)
            {
                _complete = false;
                continue;
            }

            // A copy: relocations are written into it. Empty space behind each section keeps an end pointer apart from the next section's begin.
            byte[] bytes = contents.ToArray();
            _sectionOfIndex[section.Index] = _sections.Count;
            _sections.Add(new ImageSection(
                section.Index, section.Name, address, (ulong)section.Size, bytes, section.IsCode, section.IsWritable, section.Offset)
            { Array = bytes });
            next = address + (ulong)section.Size + 16;
        }
    }

    ulong?[] PlaceSymbols()
    {
        var addresses = new ulong?[_elf.Symbols.Length];
        foreach (ref readonly ElfSymbol symbol in _elf.Symbols.AsSpan())
        {
            if (symbol.IsImport)
                addresses[symbol.Index] = External(symbol.Name);
            else if (symbol.SectionIndex == ElfSymbol.Absolute)
                addresses[symbol.Index] = symbol.Value;
            else if ((uint)symbol.SectionIndex < (uint)_sectionOfIndex.Length && _sectionOfIndex[symbol.SectionIndex] is >= 0 and int at)
                addresses[symbol.Index] = _sections[at].Address + symbol.Value;
        }

        return addresses;
    }

    ulong? External(string name)
    {
        if (_externals.Count >= limits.MaxImports)
        {
            _complete = false;
            return null;
        }

        ulong address = ModuleImage.ExternalBase + ((ulong)_externals.Count * ModuleImage.ExternalSpacing);
        _externals.Add(new ExternalSymbol(name, address));
        return address;
    }

    void Apply(ImageSection section, ulong?[] addresses)
    {
        ImmutableArray<ElfRelocation> relocations = _elf.RelocationsOf(_elf.Sections[section.Index]);
        int first = _relocations.Count;
        bool sorted = true;
        ulong last = 0;
        foreach (ref readonly ElfRelocation relocation in relocations.AsSpan())
        {
            int width = ElfRelocationType.WidthOf(relocation.Type);
            if (width == 0)
                continue;
            if (width < 0 || relocation.Offset > (ulong)section.Array.Length || (ulong)section.Array.Length - relocation.Offset < (ulong)width ||
                (uint)relocation.Symbol >= (uint)addresses.Length || addresses[relocation.Symbol] is not { } symbol)
            {
                _complete = false;
                continue;
            }

            ulong place = section.Address + relocation.Offset;
            ulong value = unchecked(symbol + (ulong)relocation.Addend);
            if (ElfRelocationType.IsRelative(relocation.Type))
                value = unchecked(value - place);
            Span<byte> field = section.Array.AsSpan((int)relocation.Offset, width);
            if (width == 8)
                BinaryPrimitives.WriteUInt64LittleEndian(field, value);
            else
                BinaryPrimitives.WriteUInt32LittleEndian(field, unchecked((uint)value));
            sorted &= place >= last;
            last = place;
            _relocations.Add(new AppliedRelocation(place, (byte)width, (byte)relocation.Type, relocation.Symbol, relocation.Addend, symbol));
        }

        if (!sorted)
            CollectionsMarshal.AsSpan(_relocations)[first..].Sort(static (a, b) => a.Address.CompareTo(b.Address));
    }
}
