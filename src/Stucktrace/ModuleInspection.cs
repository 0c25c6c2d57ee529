using System.Collections.Immutable;
using Stucktrace.Code;
using Stucktrace.Code.Entries;
using Stucktrace.Code.Loops;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;

namespace Stucktrace;

/// <summary>
/// What a module file tells on its own, on one page: file → image → functions → loops. Whether the suspicious ones end is
/// executed when it is asked for (<see cref="ModuleResult.Studies"/>). The diagnosis of a log joins in where it has the same module.
/// </summary>
public static class ModuleInspection
{
    // A file that is damaged all over says nothing new after so many.
    const int MostDiagnostics = 100;

    /// <summary>Examines a module.</summary>
    /// <param name="path">Path of the .ko, packed or not.</param>
    /// <param name="options">Settings.</param>
    public static ModuleResult Run(string path, ModuleOptions options)
    {
        // The file as the kernel's loader sees it; what is damaged is told and the rest is used.
        List<InputDiagnostic> diagnostics = [];
        void Report(InputDiagnostic diagnostic)
        {
            if (diagnostics.Count < MostDiagnostics)
                diagnostics.Add(diagnostic);
        }

        ModuleFile? file = ModuleFile.Open(path, Report, options.Limits);
        if (file is null)
            return new ModuleResult { Path = path, Diagnostics = [.. diagnostics] };

        return Inspect(path, file, options, diagnostics, Report);
    }

    internal static ModuleResult Inspect(string path, ModuleFile file, ModuleOptions options, List<InputDiagnostic> diagnostics, Action<InputDiagnostic> report)
    {
        // Laid out as in memory, with every reference resolved, and taken apart into functions.
        ModuleImage image = ModuleImage.Load(file, options.Limits);
        ModuleCode code = ModuleCode.Analyze(image);

        // Names for fields, from whatever types there are: the kernel's that were given, or the module's own.
        TypeInfo? types = ModuleTypes.For(file, options.Symbols, report, options.Limits);

        // What each loop follows, how it ends, and what is suspicious about it.
        ImmutableArray<LoopFacts>.Builder loops = ImmutableArray.CreateBuilder<LoopFacts>();
        foreach (Function function in code.Functions)
            loops.AddRange(LoopAnalysis.Of(code, function, types));

        // What it does to the kernel, and where the kernel enters it.
        ModuleEntries entries = ModuleEntries.Of(code);

        return new ModuleResult
        {
            Path = path,
            File = file,
            Code = code,
            Types = types,
            Loops = loops.ToImmutable(),
            Entries = entries,
            Diagnostics = [.. diagnostics],
        };
    }
}
