using System.Collections.Immutable;
using Stucktrace.Incidents;

namespace Stucktrace.Reporting.View;

/// <summary>The stack of the report that shows the cause, as an expert reads it: what is left over is folded together.</summary>
/// <param name="report">The report.</param>
/// <param name="places">Names of inputs.</param>
/// <param name="language">Language.</param>
sealed class StackOfReport(Report report, Places places, Language language)
{
    const int FoldFrom = 3;
    const int MostFolded = 6;
    const int MostFrames = 40;

    internal ImmutableArray<FrameView> Read()
    {
        ImmutableArray<FrameView>.Builder frames = ImmutableArray.CreateBuilder<FrameView>();
        if (report.Location is { } location && !IsFirstFrame(location))
            frames.Add(new FrameView(Names.Code(location), language.Say("out.frame.place"), string.Empty, FrameJudgement.Caller, true, At(report.LocationLine ?? report.FirstLine), report.Input, report.LocationLine ?? report.FirstLine));
        for (int i = 0; i < report.Frames.Length && frames.Count < MostFrames;)
        {
            int end = i + 1;
            while (end < report.Frames.Length && CanFold(report.Frames[i]) && CanFold(report.Frames[end]) && report.Frames[i].Judged == report.Frames[end].Judged)
                end++;
            if (end - i >= FoldFrom)
                frames.Add(Fold(i, end));
            else
                frames.AddRange(report.Frames[i..end].Select(Frame));
            i = end;
        }

        return frames.ToImmutable();
    }

    bool IsFirstFrame(CodeLocation location) => report.Frames.Length > 0 && report.Frames[0].Location == location;

    // What is left over, and the kernel's own functions that it does not vouch for; a module's are shown one by one.
    static bool CanFold(StackFrame frame) =>
        frame.Judged == FrameJudgement.Stale || frame is { Judged: FrameJudgement.Unknown, Reliable: false, Location.Module: null };

    FrameView Frame(StackFrame frame) => new(
        Names.Code(frame.Location),
        frame.Why is null ? Word(frame) : string.Empty,
        Why(frame),
        frame.Judged,
        false,
        At(frame.Line),
        report.Input,
        frame.Line);

    // The reason says what the frame is; without one a word does.
    string Word(StackFrame frame) => language.Say(frame switch
    {
        { Judged: FrameJudgement.Caller } => "out.frame.caller",
        { Judged: FrameJudgement.Stale } => "out.frame.stale",
        { Reliable: false } => "out.frame.doubtful",
        _ => "out.frame.unwound",
    });

    string Why(StackFrame frame) => frame.Why is { } why ? Text.VisibleText.Of(why.Render(language), 400) : string.Empty;

    FrameView Fold(int from, int to)
    {
        IEnumerable<StackFrame> folded = report.Frames[from..to];
        // Modules first: a reader looks for them among the left-overs.
        string[] names = [.. folded.OrderBy(f => f.Location.Module is null ? 1 : 0).Select(f => Names.Code(f.Location.Symbol, null, f.Location.Module)).Distinct(StringComparer.Ordinal)];
        string shown = string.Join(language == Language.Chinese ? "、" : ", ", names.Take(MostFolded));
        if (names.Length > MostFolded)
            shown = language.Say("out.and-more", shown, names.Length - MostFolded);
        StackFrame first = report.Frames[from];
        string word = language.Say(first.Judged == FrameJudgement.Stale ? "out.frame.folded" : "out.frame.folded-doubtful", to - from);
        return new FrameView(shown, first.Why is null ? word : language.Say("out.frame.count", to - from), Why(first), first.Judged, false, At(first.Line), report.Input, first.Line);
    }

    string At(long line) => places.Short(report.Input, line);
}
