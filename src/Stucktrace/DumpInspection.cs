using Stucktrace.Dump;
using Stucktrace.Formats;
using Stucktrace.Formats.Symbols;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace;

/// <summary>What a dump holds, on one page: file → memory → kernel → machine. The views of it are read when they are asked for.</summary>
public static class DumpInspection
{
    /// <summary>Opens a dump and reads its machine.</summary>
    /// <param name="paths">The file, or all parts of a split dump.</param>
    /// <param name="symbols">vmlinux, System.map or BTF that the user gave, or null.</param>
    /// <param name="limits">Bounds; the default ones when not given.</param>
    public static DumpResult Run(IReadOnlyList<string> paths, string? symbols = null, ReadLimits? limits = null)
    {
        limits ??= ReadLimits.Default;
        DumpReport report = new();

        DumpFile? file = DumpFile.Open(paths, limits, report.Add);
        SymbolFile? symbolFile = symbols is null ? null : SymbolFile.Open(symbols, report.Add, limits);
        return new DumpResult(paths[0], DumpReader.Read(file, symbolFile, limits, report.Add), report);
    }
}
