using System.Collections.Immutable;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>Compares a module file with what the reports of one run show of the module: is it the build that was loaded?</summary>
static class ModuleMatcher
{
    const int MostReports = 200;

    /// <summary>Compares.</summary>
    /// <param name="module">The file.</param>
    /// <param name="run">The run.</param>
    /// <param name="reports">Its reports.</param>
    internal static ModuleMatch Match(ExaminedModule module, ModuleRun run, IReadOnlyList<Report> reports)
    {
        Report[] showing = [.. reports.Where(r => Shows(r, module.Name)).Take(MostReports)];
        List<BuildSign> signs = [];
        LoadBase? start = LoadBase.FromNames(module, showing);
        if (start is null && !showing.Any(r => LoadBase.Locations(r).Any(l => l.Module == module.Name && l.Symbol is not null)))
        {
            showing = [.. reports.Where(r => Shows(r, module.Name) || LoadBase.Locations(r).Any(LoadBase.IsBare)).Take(MostReports)];
            start = LoadBase.FromAddresses(module, showing);
            if (start is not null)
                signs.Add(BuildSigns.Base(module, start));
        }

        ImmutableDictionary<string, LoadedSymbol> names = module.Layout.HasSymbols ? ImmutableDictionary<string, LoadedSymbol>.Empty : UnnamedFunctions.Find(module, showing);
        ModulePlaces places = new(module, start?.Address, names);
        signs.AddRange(BuildSigns.Kernel(module, showing));
        signs.AddRange(BuildSigns.BuildIds(module, showing));
        signs.AddRange(BuildSigns.Sizes(module, showing, names));
        signs.AddRange(BuildSigns.Distances(module, showing, places));
        signs.AddRange(CodeSigns.Of(module, showing, places));
        BuildSign[] ordered = [.. signs.OrderBy(s => s.Weight < 0 ? s.Weight : 1000 - s.Weight)];
        return new ModuleMatch(module.Name, module.Input, run, Decide(ordered), [.. ordered], start?.Address, [.. showing.Select(r => r.Id)]) { Names = names };
    }

    /// <summary>True when a report lists the module, or shows code of it.</summary>
    internal static bool Shows(Report report, string module) => report.Modules.Any(m => m.Name == module) || report.WorkFunction?.Module == module || LoadBase.Locations(report).Any(l => l.Module == module);

    static BuildMatch Decide(BuildSign[] signs)
    {
        if (signs.Any(s => s.Weight <= BuildSign.Contradiction))
            return BuildMatch.Another;
        return signs.Sum(s => s.Weight) >= BuildSign.Enough ? BuildMatch.Same : BuildMatch.CannotTell;
    }
}
