using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;

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
    /// <summary>Makes the file.</summary>
    /// <param name="machine">The machine in the dump.</param>
    /// <param name="module">A module of it.</param>
    /// <param name="path">Path of the dump, for messages.</param>
    /// <param name="report">Is told what is missing.</param>
    /// <param name="limits">Bounds.</param>
    /// <returns>Null when its code is not in the dump.</returns>
    public static RebuiltModule? Of(DumpedMachine machine, LoadedModule module, string path, Action<InputDiagnostic> report, ReadLimits limits)
    {
        ModuleFile? file = ModuleFromMemory.Make(machine, module, path, limits, out long missing, out ImmutableArray<ulong> addresses);
        if (missing > 0)
            report(new InputDiagnostic("VMC0711", Message.Of("registers.0711", module.Name, missing)));
        return file is null ? null : new RebuiltModule(file, module, addresses);
    }
}
