using System.Collections.Immutable;
using System.Text;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;
using Stucktrace.Formats.Symbols;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Rebuild;

/// <summary>
/// Makes a module file again out of a module as it lies in memory, so that a dump alone is enough: sections with their present bytes, symbols, and the
/// relocations that the loader had resolved. Tables of patch sites are left out (they have been applied), and so is what was freed after loading.
/// </summary>
/// <param name="File">The file.</param>
/// <param name="Loaded">The module in memory.</param>
/// <param name="SectionAddresses">Where each section of the file lies in memory, by its index; 0 for those that the file adds.</param>
public sealed record RebuiltModule(ModuleFile File, LoadedModule Loaded, ImmutableArray<ulong> SectionAddresses)
{
    // What the kernel patches by or looks up in holds distances, not pointers, and is of no use once it was applied.
    static readonly string[] Kept = [".text", ".noinstr", ".rodata", ".data", ".bss", ".ref", ".exit", ".sched", ".irqentry", ".note.gnu.build-id", ".gnu.linkonce.this_module", ".static_call.text", "__bug", "__param", ".smp", ".printk"];

    /// <summary>Makes the file.</summary>
    /// <param name="machine">The machine in the dump.</param>
    /// <param name="module">A module of it.</param>
    /// <param name="path">Path of the dump, for messages.</param>
    /// <param name="report">Is told what is missing.</param>
    /// <param name="limits">Bounds.</param>
    /// <returns>Null when its code is not in the dump.</returns>
    public static RebuiltModule? Of(DumpedMachine machine, LoadedModule module, string path, Action<InputDiagnostic> report, ReadLimits limits)
    {
        List<ObjectSection> sections = Sections(machine.Kernel.Memory, module, limits);
        if (!sections.Any(s => s.IsCode))
            return null;
        List<ObjectSymbol> symbols = Symbols(module, sections);
        ReferenceFinder finder = new(machine.Kernel, machine.Modules, sections);
        for (int i = 0; i < sections.Count; i++)
        {
            if (!sections[i].IsCode)
            {
                finder.InData(sections[i]);
                continue;
            }

            int[] starts = [.. symbols.Where(s => s.Section == i && s.IsCode).Select(s => (int)s.Offset).Prepend(0).Append(sections[i].Bytes.Length).Distinct().Order()];
            for (int k = 0; k + 1 < starts.Length; k++)
                finder.InCode(sections[i], starts[k], starts[k + 1]);
        }

        string facts = $"name={module.Name}\0vermagic={machine.Kernel.Release} \0";
        sections.Add(new ObjectSection(".modinfo", 0, Encoding.UTF8.GetBytes(facts), IsCode: false, IsWritable: false));
        return ModuleFile.Read(ObjectWriter.Write(sections, symbols), path, report, limits) is { } file
            ? new RebuiltModule(file, module, [0, .. sections.Select(s => s.Address)]) : null;
    }

    static List<ObjectSection> Sections(AddressSpace memory, LoadedModule module, ReadLimits limits)
    {
        List<ObjectSection> sections = [];
        ModuleRegion[] regions = [.. module.Regions.Where(r => !r.Name.StartsWith("init", StringComparison.Ordinal) && r.Size > 0)];
        (string Name, ulong Address)[] parts = [.. module.Sections.Where(s => regions.Any(r => s.Address - r.Address < r.Size)).Select(s => (s.Name, s.Address))];
        if (!parts.Any(p => module.HasCode(p.Address)))
            parts = [.. regions.Select(r => (module.HasCode(r.Address) ? ".text" : r.Name.Contains("ro", StringComparison.Ordinal) ? ".rodata" : ".data", r.Address))];
        ulong[] borders = [.. parts.Select(p => p.Address).Concat(regions.Select(r => r.Address + r.Size)).Append(module.TextBase + module.TextSize).Distinct().Order()];
        long total = 0;
        foreach ((string name, ulong address) in parts.OrderBy(p => p.Address).DistinctBy(p => p.Address))
        {
            ulong size = borders.First(b => b > address) - address;
            if ((!module.HasCode(address) && !Kept.Any(k => name.StartsWith(k, StringComparison.Ordinal))) || (total += (long)size) > limits.MaxImageBytes || size > int.MaxValue / 2)
                continue;
            byte[] bytes = new byte[size];
            // A section that is not there as a whole is left out: nothing in it is taken for zero.
            if (memory.Read(address, bytes) == MemoryState.Present)
                sections.Add(new ObjectSection(name, address, bytes, module.HasCode(address), name.StartsWith(".data", StringComparison.Ordinal) || name.StartsWith(".bss", StringComparison.Ordinal)));
        }

        return sections;
    }

    static List<ObjectSymbol> Symbols(LoadedModule module, List<ObjectSection> sections)
    {
        List<ObjectSymbol> symbols = [];
        if (module.Symbols is not { } table)
            return symbols;
        KernelSymbol[] named = [.. table.Symbols];
        for (int i = 0; i < named.Length; i++)
        {
            int section = sections.FindIndex(s => s.Contains(named[i].Address));
            if (section < 0)
                continue;
            ulong end = sections[section].Address + (ulong)sections[section].Bytes.Length;
            ulong next = named.Skip(i + 1).Select(s => s.Address).FirstOrDefault(a => a > named[i].Address, end);
            symbols.Add(new ObjectSymbol(named[i].Name, section, named[i].Address - sections[section].Address, Math.Min(next, end) - named[i].Address, sections[section].IsCode));
        }

        return symbols;
    }
}
