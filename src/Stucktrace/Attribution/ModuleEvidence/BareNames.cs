using System.Collections.Immutable;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>Gives bare addresses of a stripped module their names, once its load address is known.</summary>
static class BareNames
{
    /// <summary>Names what can be named.</summary>
    /// <param name="report">The report.</param>
    /// <param name="places">Modules that were matched with its run.</param>
    /// <returns>The report, and whether the place where the CPU was got a name.</returns>
    internal static (Report Report, bool Located) Give(Report report, ImmutableArray<ModulePlaces> places)
    {
        if (!LoadBase.Locations(report).Any(LoadBase.IsBare))
            return (report, false);
        CodeLocation? location = report.Location is { } place ? Name(place, places) : null;
        ImmutableArray<StackFrame> frames = [.. report.Frames.Select(f => Name(f.Location, places) is { } named ? f with { Location = named } : f)];
        bool located = location is not null;
        return (report with
        {
            Frames = frames,
            Location = location ?? report.Location,
            GuiltySymbol = located && report.GuiltySymbol is null ? location!.Symbol : report.GuiltySymbol,
            GuiltyModule = located && report.GuiltySymbol is null ? location!.Module : report.GuiltyModule,
        }, located);
    }

    static CodeLocation? Name(CodeLocation location, ImmutableArray<ModulePlaces> places)
    {
        if (!LoadBase.IsBare(location))
            return null;
        foreach (ModulePlaces module in places)
        {
            if (module.AddressOf(location) is { } address)
                return module.Name(address, location.Address);
        }

        return null;
    }
}
