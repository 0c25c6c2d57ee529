using Stucktrace.Formats;
using Stucktrace.Formats.Symbols;
using Stucktrace.Formats.Vmcore;
using Stucktrace.Formats.Vmcore.Extract;

namespace Stucktrace.Dump;

/// <summary>From the file of a dump to the machine in it, step by step.</summary>
public static class DumpReader
{
    /// <summary>Reads a dump.</summary>
    /// <param name="paths">The file, or all parts of a split dump.</param>
    /// <param name="symbols">vmlinux, System.map or BTF that the user gave, or null.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="report">Is told what is damaged, missing or not understood.</param>
    /// <param name="recorder">Remembers what is read, for an extract; null when none is to be made.</param>
    /// <returns>Null when no kernel was found in it; the reason was reported.</returns>
    public static DumpedMachine? Read(IReadOnlyList<string> paths, SymbolFile? symbols, ReadLimits limits, Action<InputDiagnostic> report, ExtractRecorder? recorder = null)
    {
        if (DumpFile.Open(paths, limits, report) is not { } file)
            return null;
        if (DumpedKernel.Find(file, symbols, limits, report) is not { } kernel)
        {
            file.Dispose();
            return null;
        }

        if (recorder is not null)
            kernel = kernel.Recorded(recorder);
        return DumpedMachine.Read(kernel, report, limits);
    }
}
