using System.Collections.Immutable;
using Stucktrace.Code.Loops;
using Stucktrace.Incidents;
using Stucktrace.Termination.Scenarios;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>
/// Finds the loop that a CPU was caught in: where it was, or in a function that called what it was in. All samples of the stall have to lie in it; of
/// nested ones the one is taken that the code shows no end of. Where no loop holds them all, the one that holds most of them, and the rest speak against it.
/// </summary>
static class StuckLoopFinder
{
    /// <summary>Finds it.</summary>
    /// <returns>Null when the CPU was in no loop of a module whose file was given.</returns>
    internal static StuckLoop? Find(IncidentCase incident)
    {
        if (incident.Cause is not { } cause || incident.Examination.Modules.IsEmpty)
            return null;
        (CodePlace Place, LoopFacts Loop)[] candidates = [.. Around(incident.Examination.Of(cause))];
        if (candidates.Length == 0)
            return null;

        // The same stall, seen again: what it was in each time.
        List<(Report Report, HashSet<(int, ulong)> Loops)> samples = [.. incident.Samples.Select(r => (r, Heads(incident.Examination.Of(r)))).Where(s => s.Item2.Count > 0)];
        (CodePlace Place, LoopFacts Loop)[] common = [.. candidates.Where(c => samples.All(s => s.Loops.Contains((c.Place.Module.Input, c.Loop.Head))))];
        if (common.Length == 0)
            common = [.. candidates.Where(c => samples.Count(s => s.Loops.Contains((c.Place.Module.Input, c.Loop.Head))) * 2 > samples.Count)];
        if (common.Length == 0)
            return null;
        (CodePlace place, LoopFacts loop) = common.MaxBy(c => Rank(c.Loop));
        ImmutableArray<RegisterMeaning> registers = RegisterMeanings.Read(cause, Path(incident.Examination.Of(cause), place), loop);
        return new StuckLoop
        {
            Module = place.Module,
            Build = incident.Examination.MatchOf(cause, place.Module.Name)?.Build ?? BuildMatch.CannotTell,
            Facts = loop,
            Address = place.Address,
            Frame = place.Frame,
            Report = cause.Id,
            Samples = [.. samples.Where(s => s.Loops.Contains((place.Module.Input, loop.Head))).Select(s => s.Report.Id)],
            Registers = registers,
            Cast = ScenarioCast.Of(cause.Comm, cause.Pid, registers.FirstOrDefault(r => r is { Role: RegisterRole.Wanted, Contradicted: null })?.Value),
            Orbit = OrbitCheck.Of(incident, place.Module, loop),
        };
    }

    // Innermost first: MaxBy keeps the first of equals.
    static IEnumerable<(CodePlace Place, LoopFacts Loop)> Around(ExaminedReport report)
    {
        foreach (CodePlace place in report.Active())
        {
            if (place.Module.Code.GraphOf(place.Function).BlockAt(place.Address) is not { } block)
                continue;
            foreach (LoopFacts loop in place.Module.LoopsOf(place.Function))
            {
                // One that lets others run in each round holds no CPU up.
                if (loop.Loop.Contains(block.Id) && loop.Reschedules != Answer.Yes)
                    yield return (place, loop);
            }
        }
    }

    internal static List<CodePlace> Path(ExaminedReport report, CodePlace end)
    {
        List<CodePlace> path = [.. report.Active()];
        return path[..(path.FindIndex(p => p.Frame == end.Frame) + 1)];
    }

    static HashSet<(int, ulong)> Heads(ExaminedReport report) => [.. Around(report).Select(a => (a.Place.Module.Input, a.Loop.Head))];

    // A loop of counted rounds ends.
    static int Rank(LoopFacts loop) => loop switch
    {
        { Suspicions.IsEmpty: false } => 3,
        { Kind: LoopKind.Counted } => 1,
        _ => 2,
    };
}
