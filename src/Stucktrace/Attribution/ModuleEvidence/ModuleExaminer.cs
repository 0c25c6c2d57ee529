using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;
using Stucktrace.Formats.IO;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Memory;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>Opens the module files among the inputs, matches them with what the logs show, and judges the frames of reports by their code.</summary>
public static class ModuleExaminer
{
    // A folder may hold all modules of a kernel: beyond so many only those are opened whose file name is that of a module on some stack.
    const int OpenAll = 64;

    /// <summary>Examines; the reports are changed in place.</summary>
    /// <param name="files">The inputs.</param>
    /// <param name="reports">The reports, judged by what the log alone shows.</param>
    /// <param name="dumps">The dumps among the inputs: they hold the code of what was loaded.</param>
    /// <param name="limits">Bounds.</param>
    public static ModuleExamination Examine(ImmutableArray<InputFile> files, Report[] reports, ImmutableArray<ExaminedDump> dumps, ReadLimits limits)
    {
        ImmutableArray<ExaminedModule> modules = [.. Open(files, reports, dumps, limits), .. DumpedModules.Of(dumps, reports)];
        if (modules.IsEmpty)
            return dumps.IsEmpty ? ModuleExamination.Nothing : new ModuleExamination([], [], []) { Dumps = dumps };
        List<ModuleMatch> matches = [];
        Dictionary<string, ExaminedReport> facts = new(StringComparer.Ordinal);
        ILookup<ModuleRun, int> runs = Enumerable.Range(0, reports.Length).Where(i => reports[i].Architecture is Architecture.X64 or Architecture.Unknown).ToLookup(i => new ModuleRun(reports[i].Input, reports[i].Host, reports[i].Boot));
        foreach (IGrouping<ModuleRun, int> run in runs)
        {
            Report[] own = [.. run.Select(i => reports[i])];
            ImmutableArray<ModulePlaces> places = Match(modules, run.Key, own, dumps, matches);
            if (places.IsEmpty)
                continue;
            foreach (int i in run)
            {
                (Report named, bool located) = BareNames.Give(reports[i], places);
                (Report judged, ExaminedReport said) = ChainJudge.Judge(named, places);
                reports[i] = judged;
                if (said.Place is not null || !said.Links.IsEmpty)
                    facts[judged.Id] = said with { Located = located };
            }
        }

        foreach (ExaminedModule module in modules)
        {
            ModuleMatch[] own = [.. matches.Where(m => m.Input == module.Input)];
            if (own.Length == 0)
                matches.Add(new ModuleMatch(module.Name, module.Input, null, BuildMatch.CannotTell, [], null, []));
            if (own.Length == 0 && reports.Length > 0)
                files[module.Input].Report(new InputDiagnostic("ELF0903", Message.Of("join.not-in-log", module.Name)));
            else if (own.Length > 0 && own.All(m => m.Build == BuildMatch.Another))
                files[module.Input].Report(new InputDiagnostic("ELF0904", Message.Of("join.other-build-input", module.Name)));
        }

        return new ModuleExamination(modules, [.. matches], facts) { Dumps = dumps };
    }

    // Another build's code says nothing of this log; of several that may be it, the best.
    static ImmutableArray<ModulePlaces> Match(ImmutableArray<ExaminedModule> modules, ModuleRun run, Report[] reports, ImmutableArray<ExaminedDump> dumps, List<ModuleMatch> matches)
    {
        ImmutableArray<ModulePlaces>.Builder places = ImmutableArray.CreateBuilder<ModulePlaces>();
        foreach (IGrouping<string, ExaminedModule> same in modules.Where(m => reports.Any(r => ModuleMatcher.Shows(r, m.Name))).GroupBy(m => m.Name, StringComparer.Ordinal))
        {
            (ExaminedModule Module, ModuleMatch Match)[] tried = [.. same.Select(m => (m, DumpedModules.Match(m, run, reports, dumps) ?? ModuleMatcher.Match(m, run, reports)))];
            matches.AddRange(tried.Select(t => t.Match));
            (ExaminedModule Module, ModuleMatch Match) best = tried.MaxBy(t => t.Match.Build switch { BuildMatch.Same => 2, BuildMatch.CannotTell => 1, _ => 0 });
            if (best.Match.Build != BuildMatch.Another)
                places.Add(new ModulePlaces(best.Module, best.Match.Base, best.Match.Names));
        }

        return places.ToImmutable();
    }

    static ImmutableArray<ExaminedModule> Open(ImmutableArray<InputFile> files, Report[] reports, ImmutableArray<ExaminedDump> dumps, ReadLimits limits)
    {
        InputFile[] modules = [.. files.Where(f => f is { Kind: InputKind.Module, Readable: true })];
        if (modules.Length > OpenAll)
        {
            HashSet<string> wanted = [.. reports.SelectMany(r => LoadBase.Locations(r)).Select(l => l.Module).OfType<string>()];
            modules = [.. modules.Where(f => wanted.Contains(ModuleNames.FromPath(f.Path)))];
        }

        string[] symbols = [.. files.Where(f => f is { Kind: InputKind.Symbols, Readable: true } && f.Path != "-").Select(f => f.Path)];
        ImmutableArray<ExaminedModule>.Builder opened = ImmutableArray.CreateBuilder<ExaminedModule>();
        foreach (InputFile file in modules)
        {
            if (ModuleFile.Open(file.Path, file.Report, limits) is not { } module)
                file.Fail(new InputDiagnostic("ELF0901", Message.Of("join.not-a-module")));
            else if (!module.Elf.IsX64)
                file.Report(new InputDiagnostic("ELF0902", Message.Of("join.other-machine", module.Elf.Machine.ToString(CultureInfo.InvariantCulture))));
            else
                opened.Add(new ExaminedModule(file.Index, module, m => DumpedModules.Types(m, dumps) ?? ModuleTypes.For(m, symbols, file.Report, limits)));
        }

        return opened.ToImmutable();
    }
}
