using System.Collections.Immutable;
using System.Text;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;
using Stucktrace.Formats.Symbols;

namespace Stucktrace.Dump.Rebuild;

/// <summary>
/// Makes an object file again of a module that is only known from a dump's memory: its sections with their bytes, its symbols, and a relocation for each
/// field that refers to another section, to the kernel or to another module. What reads modules then reads it like any other.
/// </summary>
static class ModuleFromMemory
{
    // An index of a section beyond it means something else in ELF (SHN_LORESERVE).
    const int MostSections = 0xf000;

    /// <summary>The file, or null when none of the module's code is in the dump.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="module">The module.</param>
    /// <param name="path">Path of the dump, for messages.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="missing">How many bytes of it are not in the dump.</param>
    /// <param name="addresses">Address of each section, by its index in the file.</param>
    internal static ModuleFile? Make(DumpedMachine machine, LoadedModule module, string path, ReadLimits limits, out long missing, out ImmutableArray<ulong> addresses)
    {
        List<MemorySection> sections = MemorySections.Read(machine.Kernel.Memory, module, limits, out missing);
        addresses = [];
        if (sections.Count > MostSections || !sections.Any(s => s.IsCode) || missing >= sections.Sum(s => (long)s.Bytes.Length))
            return null;
        var writer = new ObjectFileWriter();
        foreach (MemorySection section in sections)
            writer.Add(section.Name, section.Bytes, section.IsCode, section.IsWritable);

        // .modinfo is not kept in memory. The release is that of the kernel which took the module.
        writer.Add(".modinfo", Encoding.UTF8.GetBytes($"name={module.Name}\0vermagic={machine.Kernel.Release} \0"), code: false, writable: false);
        var targets = new MemoryTargets(machine, module, sections);
        List<ulong> starts = AddSymbols(writer, sections, module.Symbols, targets);
        for (int i = 0; i < sections.Count; i++)
        {
            writer.Relocate(i + 1);
            if (sections[i].IsCode)
                CodeRelocations.Add(writer, sections[i], i + 1, starts, targets);
            else
                DataRelocations.Add(writer, sections[i], targets);
        }

        addresses = [0, .. sections.Select(s => s.Address), 0];
        return ModuleFile.Read(writer.Write(), path, static _ => { }, limits);
    }

    static List<ulong> AddSymbols(ObjectFileWriter writer, List<MemorySection> sections, SymbolTable? symbols, MemoryTargets targets)
    {
        List<ulong> starts = [];
        for (int i = 0; symbols is not null && i < symbols.Count; i++)
        {
            KernelSymbol symbol = symbols[i];
            int index = targets.SectionOf(symbol.Address);
            if (index < 0)
                continue;
            MemorySection section = sections[index];
            ulong limit = symbols.NextAfter(symbol.Address) is { } next && section.Contains(next) ? next - section.Address : EndOf(section);
            ulong value = symbol.Address - section.Address;
            writer.Symbol(
                symbol.Name, index + 1, value, limit > value ? limit - value : 0, section.IsCode ? ElfSymbolType.Function : ElfSymbolType.Object, char.IsAsciiLetterUpper(symbol.Kind));
            if (section.IsCode)
                starts.Add(symbol.Address);
        }

        return starts;
    }

    // The last section of a region is filled up with zeroes to the page's end.
    static ulong EndOf(MemorySection section)
    {
        int end = section.Bytes.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        return (ulong)end;
    }
}
