using System.Collections.Immutable;
using Stucktrace.Dump;
using Stucktrace.Dump.Code;
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
        if (DumpReader.Read(file, symbols is null ? null : SymbolFile.Open(symbols, Report, bounds), bounds, Report) is not { } machine)
            return new LiveResult { Path = paths[0], Diagnostics = [.. diagnostics] };
        ModuleCodes codes = new(machine, paths[0], Report, bounds);
        ImmutableArray<LiveStudy>.Builder studies = ImmutableArray.CreateBuilder<LiveStudy>();
        foreach (DumpedCpu cpu in machine.Cpus)
        {
            if (LiveCpu.Study(machine, cpu, function, codes) is { } study)
                studies.Add(study);
        }

        return new LiveResult { Path = paths[0], Release = machine.Kernel.Release, Studies = [.. studies.OrderBy(s => s.Verdict != LiveVerdict.NeverEnds)], Diagnostics = [.. diagnostics] };
    }
}
