using Stucktrace.Code;
using Stucktrace.Formats.Symbols;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Rebuild;

/// <summary>What an address that a module's code or data holds refers to: a section of its own, or a symbol of the kernel or of another module.</summary>
sealed class MemoryTargets(DumpedMachine machine, LoadedModule module, List<MemorySection> sections)
{
    // Per-CPU symbols are counted from zero up to 6.14; 64 MiB is more than any kernel has of them.
    const ulong PerCpuLimit = 64 * 1024 * 1024;

    // %gs:0x28, which compilers read on their own account (arch/x86/include/asm/stackprotector.h).
    const ulong Canary = 0x28;

    readonly SymbolTable _kernel = machine.Kernel.Symbols;
    readonly ulong _start = machine.Kernel.Symbols.Find("_text") ?? machine.Kernel.Symbols.Find("_stext") ?? Translation.ImageMap;
    readonly ulong _end = machine.Kernel.Symbols.Find("_end") ?? machine.Kernel.Symbols.Find("_etext") ?? Translation.ImageMap;

    /// <summary>The section of the module that an address lies in, from 0, or -1.</summary>
    internal int SectionOf(ulong address)
    {
        int low = 0, high = sections.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (sections[middle].Contains(address))
                return middle;
            if (sections[middle].Address > address)
                high = middle - 1;
            else
                low = middle + 1;
        }

        return -1;
    }

    /// <summary>How far an address lies behind the begin of a section.</summary>
    internal long OffsetIn(int section, ulong address) => (long)(address - sections[section].Address);

    /// <summary>True when a section holds instructions.</summary>
    internal bool IsCode(int section) => sections[section].IsCode;

    /// <summary>The symbol of the kernel or of another module that an address lies in, and how far behind its begin; null for other numbers.</summary>
    internal (string Name, long Offset)? Symbol(ulong address)
    {
        if (address >= _start && address < _end)
            return Named(_kernel, address);
        foreach (LoadedModule other in machine.Modules)
        {
            if (!ReferenceEquals(other, module) && other.Symbols is { } symbols && other.Regions.Any(r => address - r.Address < r.Size))
                return Named(symbols, address);
        }

        return null;
    }

    /// <summary>The per-CPU variable at a distance from the base of gs, or null.</summary>
    internal (string Name, long Offset)? PerCpu(ulong address) =>
        address == Canary || (address >= PerCpuLimit && (address < _start || address >= _end)) ? null : Named(_kernel, address);

    static (string Name, long Offset)? Named(SymbolTable symbols, ulong address)
    {
        if (symbols.At(address) is not { } found)
            return null;

        // Of several names the one that modules may use; what stands for a jump through a register must be known by its own name.
        string name = found.Symbol.Name;
        foreach (KernelSymbol alias in symbols.AllAt(found.Symbol.Address))
        {
            if (KernelThunks.Of(alias.Name).Kind != KernelThunkKind.None)
                return (alias.Name, (long)found.Offset);
            if (symbols.Find("__ksymtab_" + alias.Name) is not null && symbols.Find("__ksymtab_" + name) is null)
                name = alias.Name;
        }

        return (name, (long)found.Offset);
    }
}
