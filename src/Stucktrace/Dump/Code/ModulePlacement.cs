using Stucktrace.Formats.Elf;

namespace Stucktrace.Dump.Code;

/// <summary>
/// Where the parts of a module file lie in a dump's memory: its sections by the addresses that sysfs shows (sect_attrs), else by symbols that both sides
/// name; what it imports by the symbols of the kernel and of the other modules.
/// </summary>
sealed class ModulePlacement
{
    readonly DumpedMachine _machine;
    readonly LoadedModule _module;
    readonly ElfFile _elf;
    readonly ulong?[] _sections;

    internal ModulePlacement(DumpedMachine machine, LoadedModule module, ModuleFile file)
    {
        (_machine, _module, _elf) = (machine, module, file.Elf);
        _sections = new ulong?[_elf.Sections.Length];
        foreach (ElfSection section in _elf.Sections)
        {
            // What only the init function needs was given back when it returned; others may lie there now.
            if (section.IsAllocated && (!section.IsInit || module.State == 1))
                _sections[section.Index] = OfSection(section);
        }
    }

    /// <summary>Address of a section, or null.</summary>
    /// <param name="index">Index in the file.</param>
    internal ulong? this[int index] => (uint)index < (uint)_sections.Length ? _sections[index] : null;

    /// <summary>Address of a symbol, or null.</summary>
    /// <param name="index">Index in the file.</param>
    internal ulong? OfSymbol(int index)
    {
        if ((uint)index >= (uint)_elf.Symbols.Length)
            return null;
        ElfSymbol symbol = _elf.Symbols[index];
        if (symbol.IsImport)
            return OfImport(symbol.Name);
        return symbol.SectionIndex == ElfSymbol.Absolute ? symbol.Value : this[symbol.SectionIndex] is { } start ? unchecked(start + symbol.Value) : null;
    }

    ulong? OfImport(string name)
    {
        if (_machine.Kernel.Symbols.Find(name) is { } own)
            return own;
        foreach (LoadedModule other in _machine.Modules)
        {
            if (!ReferenceEquals(other, _module) && other.Symbols?.Find(name) is { } address)
                return address;
        }

        return null;
    }

    ulong? OfSection(ElfSection section)
    {
        // Per-CPU variables of a module are no section of it in memory: each CPU has its own.
        if (section.Name == ".data..percpu")
            return _machine.Kernel.Types.Field("module", "percpu") is { } place ? _machine.Kernel.Memory.Number(_module.Address + (ulong)place.Offset) : null;
        foreach (ModuleSection loaded in _module.Sections)
        {
            if (loaded.Name == section.Name)
                return loaded.Address;
        }

        return _module.Sections.IsEmpty ? BySymbols(section) : null;
    }

    // Without names of sections: two symbols of the section that agree, or its only one.
    ulong? BySymbols(ElfSection section)
    {
        ulong? found = null;
        foreach (ref readonly ElfSymbol symbol in _elf.Symbols.AsSpan())
        {
            if (symbol.SectionIndex != section.Index || symbol.Name.Length == 0 || symbol.Type is ElfSymbolType.Section or ElfSymbolType.File ||
                _module.Symbols?.Find(symbol.Name) is not { } address)
            {
                continue;
            }

            ulong start = unchecked(address - symbol.Value);
            if (start == found)
                return start;
            found ??= start;
        }

        return found;
    }
}
