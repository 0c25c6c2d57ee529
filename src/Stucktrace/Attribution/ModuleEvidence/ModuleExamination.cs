using System.Collections.Immutable;
using Stucktrace.Incidents;
using Stucktrace.Incidents.Memory;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>What the module files among the inputs say of the reports.</summary>
public sealed class ModuleExamination
{
    readonly Dictionary<string, ExaminedReport> _reports;
    readonly Dictionary<(ModuleRun Run, string Module), ModuleMatch> _best = [];

    internal ModuleExamination(ImmutableArray<ExaminedModule> modules, ImmutableArray<ModuleMatch> matches, Dictionary<string, ExaminedReport> reports)
    {
        (Modules, Matches, _reports) = (modules, matches, reports);
        foreach (ModuleMatch match in matches)
        {
            if (match.Run is { } run && (!_best.TryGetValue((run, match.Module), out ModuleMatch? other) || Rank(match) > Rank(other)))
                _best[(run, match.Module)] = match;
        }
    }

    /// <summary>Nothing was examined.</summary>
    public static ModuleExamination Nothing { get; } = new([], [], []);

    /// <summary>The dumps among the inputs.</summary>
    public ImmutableArray<ExaminedDump> Dumps { get; init; } = [];

    /// <summary>The module files that could be opened.</summary>
    public ImmutableArray<ExaminedModule> Modules { get; }

    /// <summary>What came of matching each file with each run that shows its module.</summary>
    public ImmutableArray<ModuleMatch> Matches { get; }

    /// <summary>What they say of a report.</summary>
    /// <param name="report">Report.</param>
    public ExaminedReport Of(Report report) => _reports.GetValueOrDefault(report.Id, ExaminedReport.Nothing);

    /// <summary>The match of a module with the run of a report; null when no file of that name was given.</summary>
    /// <param name="report">Report.</param>
    /// <param name="module">Name of the module.</param>
    public ModuleMatch? MatchOf(Report report, string module) => _best.GetValueOrDefault((new ModuleRun(report.Input, report.Host, report.Boot), module));

    /// <summary>The same with matches told in other words, for reports that are told so too.</summary>
    /// <param name="reword">Changes hosts and texts of a match, nothing else.</param>
    internal ModuleExamination Reworded(Func<ModuleMatch, ModuleMatch> reword) => new(Modules, [.. Matches.Select(reword)], _reports) { Dumps = Dumps };

    // Of several files with one name the one that fits.
    static int Rank(ModuleMatch match) => match.Build switch { BuildMatch.Same => 2, BuildMatch.CannotTell => 1, _ => 0 };
}
