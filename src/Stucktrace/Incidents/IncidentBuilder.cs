using System.Collections.Immutable;
using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Incidents;

/// <summary>Decides which reports belong together and what caused what.</summary>
public static class IncidentBuilder
{
    /// <summary>Builds the incidents.</summary>
    /// <param name="reports">Reports in order of reading.</param>
    /// <param name="boots">Boots that were told apart.</param>
    public static ImmutableArray<Incident> Build(ImmutableArray<Report> reports, ImmutableArray<LogBoot> boots) => [];
}
