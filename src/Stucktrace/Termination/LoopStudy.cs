using System.Collections.Immutable;
using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Termination.Scenarios;
using Stucktrace.Termination.Walks;

namespace Stucktrace.Termination;

/// <summary>A loop, and what executing it in every situation that matters showed.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Rows">The scenarios, each executed.</param>
public sealed record LoopStudy(LoopFacts Loop, ImmutableArray<ScenarioRow> Rows)
{
    /// <summary>What would set the smallest endless scenario free.</summary>
    public ImmutableArray<Release> ReleasedBy { get; init; } = [];

    /// <summary>The scenarios that the verdict rests on: those on data that nobody damaged.</summary>
    public IEnumerable<ScenarioRow> Ordinary => Rows.Where(r => !r.IsDamaged);

    /// <summary>Whether the loop is left in all of them.</summary>
    public bool EndsAlways => Ordinary.All(r => r.Outcome.Kind is OutcomeKind.Ends or OutcomeKind.NotReached);

    /// <summary>The smallest scenario in which it never ends, or null; of equally small ones the last, which asks for least (a pid that nobody has).</summary>
    public ScenarioRow? Endless => Ordinary.Reverse().Where(r => r.Outcome.Kind == OutcomeKind.NeverEnds).MinBy(r => r.Outcome.Certificate!.Steps + (r.Outcome.Freed is null ? 0 : 1_000_000));

    /// <summary>A scenario step by step: until its state repeats, or until it ended.</summary>
    /// <param name="row">A row of this study.</param>
    /// <param name="limits">Bounds; the default ones when not given.</param>
    /// <returns>Null when it can't be laid out again, or is too long.</returns>
    public WalkTrace? WalkOf(ScenarioRow row, WalkLimits? limits = null)
    {
        if (row.Again is not { } again)
            return null;
        WalkLimits bounds = limits ?? WalkLimits.Default;
        return row.Outcome.Certificate is { } proof
            ? WalkRecorder.Endless(() => again().Run, null, row.Outcome.Steps, proof, bounds)
            : WalkRecorder.Whole(again().Run, Loop.Head, row.Outcome.Steps, bounds);
    }

    /// <summary>Studies a loop.</summary>
    /// <param name="code">The module.</param>
    /// <param name="loop">The loop.</param>
    /// <param name="cast">Who takes part; made up when not given.</param>
    /// <param name="limits">Bounds; the default ones when not given.</param>
    /// <returns>Null when it is of no shape that scenarios can be made for.</returns>
    public static LoopStudy? Of(ModuleCode code, LoopFacts loop, ScenarioCast? cast = null, TrialLimits? limits = null)
    {
        TrialLimits bounds = limits ?? TrialLimits.Default;
        ImmutableArray<ScenarioRow> rows = TaskRoles.Of(code, loop) is { } roles
            ? new TaskScenarios(code, loop, roles, cast ?? ScenarioCast.MadeUp, bounds).Run()
            : ListRoles.Of(loop) is { } list ? new ListScenarios(code, loop, list, bounds).Run()
            : loop.Kind == LoopKind.Counted ? new CountedScenarios(code, loop, bounds).Run()
            : new ClockScenarios(code, loop, bounds).Run() is { IsEmpty: false } timed ? timed
            : new PollScenarios(code, loop, bounds).Run();
        if (rows.IsEmpty)
            return null;
        LoopStudy study = new(loop, rows);
        return study.Endless is { } endless ? study with { ReleasedBy = ReleaseFinder.Find(code, loop, endless) } : study;
    }
}
