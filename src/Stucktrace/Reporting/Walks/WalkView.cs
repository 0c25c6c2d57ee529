using System.Collections.Immutable;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Formats;
using Stucktrace.Termination;
using Stucktrace.Termination.Live;
using Stucktrace.Termination.Scenarios;
using Stucktrace.Termination.Walks;

namespace Stucktrace.Reporting.Walks;

/// <summary>
/// The walk that a report shows step by step: of the stuck CPU in a dump, else of the smallest situation that never ends. Where nothing was shown to be
/// endless, the run up to where it could not be followed, or was left.
/// </summary>
public sealed class WalkView
{
    const int MostTried = 4;

    // Of each situation of the table only the first and last round are shown.
    static readonly WalkLimits RowLimits = WalkLimits.Default with { MaxRunSteps = 100_000, MaxKeptSteps = 400 };

    readonly DiagnosisResult? _result;

    WalkView(WalkTrace trace, WalkNames names, DiagnosisResult? result = null)
    {
        (Trace, Names, _result) = (trace, names, result);
        Questions = new WalkQuestions(trace, names).All();
    }

    /// <summary>The steps.</summary>
    public WalkTrace Trace { get; }

    /// <summary>What its addresses are called.</summary>
    public WalkNames Names { get; }

    /// <summary>What each branch asks, by index of the branch in the walk's code.</summary>
    public ImmutableDictionary<int, WalkQuestion> Questions { get; }

    /// <summary>The study of the dump; null for a situation.</summary>
    public LiveStudy? Live { get; private init; }

    /// <summary>The situation; null for a dump.</summary>
    public ScenarioRow? Row { get; private init; }

    /// <summary>The loop that the reports show, where it is the one that is walked; else null.</summary>
    public StuckLoop? Loop { get; private init; }

    /// <summary>Path of the file that memory is from: the dump, or the module; null when it is not known.</summary>
    public string? File { get; private init; }

    /// <summary>What is walked on, in words.</summary>
    public Message Setting => Row is { } row ? Message.Of("walk.setting.scenario", row.Name) : Message.Of("walk.setting.dump", Live!.Cpu.Number, Live.Place);

    /// <summary>Whether it was proven that the walk goes on for ever: unlike one that goes round until a lock is given back.</summary>
    public bool IsEndless => Trace.Repeat is not null && Live is not { Verdict: not LiveVerdict.NeverEnds };

    /// <summary>Why this one is shown, where nothing was shown to be endless; else null.</summary>
    public Message? Choice => Row switch
    {
        null or { Outcome.Kind: OutcomeKind.NeverEnds } => null,
        { Outcome.Kind: OutcomeKind.Unknown } => Message.Of("walk.choice.open"),
        _ => Message.Of("walk.choice.ends"),
    };

    /// <summary>How the last step came to be the last one, and what is missing to go on; null for a walk that repeats.</summary>
    public Message? Stop => Trace.Repeat is not null ? null
        : Row is { } row ? Message.Of("walk.stops", Trace.Steps, row.Result) : Message.Of("walk.stops.dump", Trace.Steps, Live!.Headline);

    /// <summary>The list; null when none is known.</summary>
    public ListPicture? Picture => field ??= Row?.Stage is { } stage ? ListPictures.Of(stage) : Live?.List is { } list ? ListPictures.Of(Live, list) : null;

    /// <summary>The reports of the log that show the CPU at an instruction of the walk.</summary>
    public ImmutableArray<CaughtReport> Caught => field.IsDefault ? field = _result is null ? [] : new CaughtReports(this, _result).All() : field;

    /// <summary>Where the registers come from that the walk begins with.</summary>
    public WalkSource Begins => Live is null ? WalkSource.Assumed : WalkSource.Dump;

    /// <summary>The walk of a diagnosis; null when nothing in it was executed to a repetition.</summary>
    /// <param name="result">The diagnosis.</param>
    public static WalkView? Of(DiagnosisResult result)
    {
        StuckLoop? loop = result.Loop;
        if (result.Live is { Walk: { Trace.Steps: > 0 } walk } live)
        {
            string? dump = result.Inputs.FirstOrDefault(i => i.Kind == Formats.IO.InputKind.Vmcore)?.Path;
            return new WalkView(walk.Trace, walk.Names, result) { Live = live, Loop = loop is not null && live.Function == loop.Function.Name ? loop : null, File = dump };
        }

        return loop is { Study: { } study } ? Candidates(study).Take(MostTried).Select(row => Of(loop, study, row, result)).FirstOrDefault(w => w is not null) : null;
    }

    /// <summary>The walk of one situation of the table.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="study">Its study.</param>
    /// <param name="row">The situation.</param>
    /// <returns>Null when it can't be executed again, or is too long.</returns>
    public static WalkView? OfRow(StuckLoop loop, LoopStudy study, ScenarioRow row) => study.WalkOf(row, RowLimits) is { } trace
        ? new WalkView(trace, new ScenarioWalkNames(loop.Code, loop.Facts, row).Of(trace)) { Row = row, Loop = loop } : null;

    // What never ends; else what stayed open; else the longest that ends.
    static IEnumerable<ScenarioRow> Candidates(LoopStudy study) => study.Endless is { } endless ? [endless]
        : study.Ordinary.OrderBy(r => r.Outcome.Kind == OutcomeKind.Unknown ? 0 : 1).ThenByDescending(r => Math.Min(r.Outcome.Steps, WalkLimits.Open.MaxRunSteps));

    static WalkView? Of(StuckLoop loop, LoopStudy study, ScenarioRow row, DiagnosisResult result) =>
        study.WalkOf(row, row.Outcome.Kind == OutcomeKind.NeverEnds ? WalkLimits.Default : WalkLimits.Open) is { Steps: > 0 } trace
            ? new WalkView(trace, new ScenarioWalkNames(loop.Code, loop.Facts, row).Of(trace), result) { Row = row, Loop = loop, File = result.Inputs[loop.Module.Input].Path }
            : null;
}
