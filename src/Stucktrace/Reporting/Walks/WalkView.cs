using System.Collections.Immutable;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Formats;
using Stucktrace.Termination;
using Stucktrace.Termination.Live;
using Stucktrace.Termination.Scenarios;
using Stucktrace.Termination.Walks;

namespace Stucktrace.Reporting.Walks;

/// <summary>The walk that a report shows step by step: of the stuck CPU in a dump, else of the smallest situation that never ends.</summary>
public sealed class WalkView
{
    // Of each situation of the table only the first and last round are shown.
    static readonly WalkLimits RowLimits = WalkLimits.Default with { MaxRunSteps = 100_000, MaxKeptSteps = 400 };

    WalkView(WalkTrace trace, WalkNames names)
    {
        (Trace, Names) = (trace, names);
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

    /// <summary>The list; null when none is known.</summary>
    public ListPicture? Picture => field ??= Row?.Stage is { } stage ? ListPictures.Of(stage) : Live?.List is { } list ? ListPictures.Of(Live, list) : null;

    /// <summary>Where the registers come from that the walk begins with.</summary>
    public WalkSource Begins => Live is null ? WalkSource.Assumed : WalkSource.Dump;

    /// <summary>The walk of a diagnosis; null when nothing in it was executed to a repetition.</summary>
    /// <param name="result">The diagnosis.</param>
    public static WalkView? Of(DiagnosisResult result)
    {
        StuckLoop? loop = result.Loop;
        if (result.Live is { Walk: { } walk } live)
        {
            string? dump = result.Inputs.FirstOrDefault(i => i.Kind == Formats.IO.InputKind.Vmcore)?.Path;
            return new WalkView(walk.Trace, walk.Names) { Live = live, Loop = loop is not null && live.Function == loop.Function.Name ? loop : null, File = dump };
        }

        return loop is { Study: { Endless: { } row } study } ? Of(loop, study, row, result) : null;
    }

    /// <summary>The walk of one situation of the table.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="study">Its study.</param>
    /// <param name="row">The situation.</param>
    /// <returns>Null when it can't be executed again, or is too long.</returns>
    public static WalkView? OfRow(StuckLoop loop, LoopStudy study, ScenarioRow row) => study.WalkOf(row, RowLimits) is { } trace
        ? new WalkView(trace, new ScenarioWalkNames(loop.Code, loop.Facts, row).Of(trace)) { Row = row, Loop = loop } : null;

    static WalkView? Of(StuckLoop loop, LoopStudy study, ScenarioRow row, DiagnosisResult result) => study.WalkOf(row) is { } trace
        ? new WalkView(trace, new ScenarioWalkNames(loop.Code, loop.Facts, row).Of(trace)) { Row = row, Loop = loop, File = result.Inputs[loop.Module.Input].Path }
        : null;
}
