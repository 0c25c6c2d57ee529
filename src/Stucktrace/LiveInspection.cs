using System.Collections.Immutable;
using Stucktrace.Code;
using Stucktrace.Dump;
using Stucktrace.Dump.Rebuild;
using Stucktrace.Dump.Registers;
using Stucktrace.Dump.Stacks;
using Stucktrace.Formats;
using Stucktrace.Formats.Symbols;
using Stucktrace.Formats.Vmcore;
using Stucktrace.Termination.Live;

namespace Stucktrace;

/// <summary>
/// Runs the code of a dump's busy CPUs on, on one page: dump → kernel → machine → the registers below interrupts → the loop that the CPU is in → the run.
/// </summary>
public static class LiveInspection
{
    const int MostDiagnostics = 100;

    // On the way into the crash kernel a CPU does nothing that anybody waits for.
    static readonly ImmutableArray<string> Crashing = ["panic", "crash_kexec", "__crash_kexec", "machine_kexec", "crash_nmi_callback", "machine_crash_shutdown", "native_machine_crash_shutdown"];

    /// <summary>Runs them.</summary>
    /// <param name="paths">The dump, or the parts of a split one.</param>
    /// <param name="function">Only CPUs that are in this function, or below it; null for all that are busy in the kernel.</param>
    /// <param name="symbols">vmlinux, System.map or BTF of the same build, or null.</param>
    /// <param name="limits">Bounds.</param>
    public static LiveResult Run(IReadOnlyList<string> paths, string? function = null, string? symbols = null, ReadLimits? limits = null)
    {
        ReadLimits bounds = limits ?? ReadLimits.Default;
        List<InputDiagnostic> diagnostics = [];
        void Report(InputDiagnostic diagnostic)
        {
            if (diagnostics.Count < MostDiagnostics)
                diagnostics.Add(diagnostic);
        }

        using DumpFile? file = DumpFile.Open(paths, bounds, Report);
        DumpedKernel? kernel = file is null ? null : DumpedKernel.Find(file, symbols is null ? null : SymbolFile.Open(symbols, Report, bounds), bounds, Report);
        if (kernel is null)
            return new LiveResult { Path = paths[0], Diagnostics = [.. diagnostics] };
        DumpedMachine machine = CpuRegisters.Complete(DumpedMachine.Read(kernel, Report, bounds), Report);
        ImmutableArray<LiveStudy>.Builder studies = ImmutableArray.CreateBuilder<LiveStudy>();
        foreach (DumpedCpu cpu in machine.Cpus)
        {
            if (Study(machine, cpu, function, paths[0], Report, bounds) is { } study)
                studies.Add(study);
        }

        return new LiveResult { Path = paths[0], Release = kernel.Release, Studies = [.. studies.OrderBy(s => s.Verdict != LiveVerdict.NeverEnds)], Diagnostics = [.. diagnostics] };
    }

    /// <summary>Runs the code of one CPU; its registers are those below the interrupts that it was in.</summary>
    /// <param name="machine">The machine, with the registers of its CPUs.</param>
    /// <param name="cpu">The CPU.</param>
    /// <param name="function">Only if it is in this function or below it; null for any.</param>
    /// <param name="path">Path of the dump, for messages.</param>
    /// <param name="report">Is told what is missing.</param>
    /// <param name="limits">Bounds.</param>
    /// <returns>Null when the CPU is idle, in user mode, crashing, or elsewhere, or when not all of its registers are known.</returns>
    public static LiveStudy? Study(DumpedMachine machine, DumpedCpu cpu, string? function, string path, Action<InputDiagnostic> report, ReadLimits limits)
    {
        if (machine.Tasks.FirstOrDefault(t => t.Address == cpu.Current) is not { Pid: not 0 } || StackReader.Of(machine).StackOf(cpu).Task is not { Registers: { } context } layer)
            return null;
        if (layer.Frames.Any(f => f.Module is null && f.Symbol is { } symbol && Crashing.Contains(symbol)) || (function is not null && !layer.Frames.Any(f => f.Symbol == function)))
            return null;
        Dictionary<string, ModuleCode?> codes = [];
        ModuleCode? CodeOf(LoadedModule module)
        {
            if (!codes.TryGetValue(module.Name, out ModuleCode? code))
                codes[module.Name] = code = RebuiltModule.Of(machine, module, path, report, limits) is { } rebuilt ? ModuleCode.Analyze(ModuleImage.Load(rebuilt.File, limits)) : null;
            return code;
        }

        return LiveProof.Run(machine, cpu, context, LiveLoopFinder.Find(machine, layer.Frames, CodeOf)?.Loop);
    }
}
