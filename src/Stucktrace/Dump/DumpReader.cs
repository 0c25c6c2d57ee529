using Stucktrace.Dump.Registers;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;
using Stucktrace.Formats.Symbols;
using Stucktrace.Formats.Vmcore;
using Stucktrace.Formats.Vmcore.Extract;

namespace Stucktrace.Dump;

/// <summary>From an opened dump to the machine in it, step by step.</summary>
public static class DumpReader
{
    /// <summary>Reads the machine.</summary>
    /// <param name="file">The dump; null, when it could not be opened, gives null.</param>
    /// <param name="symbols">vmlinux, System.map or BTF that the user gave, or null.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="report">Is told what is damaged, missing or not understood.</param>
    /// <param name="modules">Module files: those built for this kernel tell the size of its struct module where there is no BTF.</param>
    /// <param name="recorder">Remembers what is read from here on, for an extract; null when none is to be made.</param>
    /// <returns>Null when no kernel was found in it; the reason was reported.</returns>
    public static DumpedMachine? Read(
        DumpFile? file, SymbolFile? symbols, ReadLimits limits, Action<InputDiagnostic> report, IEnumerable<ModuleFile>? modules = null, ExtractRecorder? recorder = null)
    {
        // Memory, page tables, symbols, types.
        if (file is null || DumpedKernel.Find(file, symbols, limits, report) is not { } kernel)
            return null;

        if (recorder is not null)
            kernel = kernel.Recorded(recorder);

        // Layouts that no types tell; tasks, modules, CPUs with their registers.
        return CpuRegisters.Complete(DumpedMachine.Read(kernel, report, limits, modules), report);
    }
}
