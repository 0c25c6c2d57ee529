using System.Collections.Immutable;
using Stucktrace.Attribution;
using Stucktrace.Formats;
using Stucktrace.Incidents;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Reporting.View;

/// <summary>
/// A diagnosis in one language, cut into the parts that every output shows: text, Markdown, HTML and SARIF only lay them out. All strings have
/// passed through <see cref="VisibleText"/> and are bounded in length.
/// </summary>
public sealed class DiagnosisView
{
    const int MostSentence = 2_000;
    const int MostNow = 3;

    // The finding that names who is to blame; where there is none, the most important one carries the verdict.
    const string Blame = "ST1401";
    readonly Places _places;
    readonly Events _events;

    /// <summary>Makes the view.</summary>
    /// <param name="result">The diagnosis.</param>
    /// <param name="language">Language.</param>
    public DiagnosisView(DiagnosisResult result, Language language)
    {
        Result = result;
        Language = language;
        _places = new Places(result, language);
        _events = new Events(result, _places, language);
        Incident = result.Incidents.FirstOrDefault(i => i.Id == result.Verdict.Incident);
        Lead = Incident is null ? null : _events.Report(Incident.Cause) ?? _events.Report(Incident.Reports.FirstOrDefault());
    }

    /// <summary>The diagnosis.</summary>
    public DiagnosisResult Result { get; }

    /// <summary>Language of all texts.</summary>
    public Language Language { get; }

    /// <summary>The incident that the verdict is about, or null.</summary>
    public Incident? Incident { get; }

    /// <summary>The report that shows its cause, else its first one, or null.</summary>
    public Report? Lead { get; }

    /// <summary>The loop that the CPU was in, where the module's file shows it; else null.</summary>
    public LoopView? Loop => _loop ??= LoopView.Of(Result, Language);

    LoopView? _loop;

    /// <summary>What executing the stuck CPU's code on the memory of a dump showed; null without a dump.</summary>
    public LiveView? Live => Result.Live is { } live ? new LiveView(live, Language) : null;

    /// <summary>True when the verdict says that nothing is wrong.</summary>
    public bool NothingFound => Result.Verdict.Culprit.Kind == CulpritKind.None && Result.Verdict.Class is FailureClass.None;

    /// <summary>The sentence that stands on its own; the same in every output.</summary>
    public string Summary => Say(Result.Verdict.Summary);

    /// <summary>Number of the finding that carries the verdict, or null.</summary>
    public string? FindingId => (Carrying.FirstOrDefault(f => f.Id is Blame) ?? Carrying.FirstOrDefault() ?? Result.Findings.FirstOrDefault())?.Id;

    /// <summary>Confidence, number and summary: the first line of every output.</summary>
    public string Headline => (NothingFound, FindingId) switch
    {
        (true, null) => Summary,
        (true, { } id) => Language.Say("out.headline.nothing", id, Summary),
        (_, null) => Language.Say("out.headline.plain", Word(Result.Verdict.Confidence), Summary),
        (_, { } id) => Language.Say("out.headline", Word(Result.Verdict.Confidence), id, Summary),
    };

    /// <summary>Where, who, since when, victims, confidence, ruled out, not checked, what to do.</summary>
    public ImmutableArray<Fact> Facts => new FactsOfVerdict(this, _places, _events).All();

    /// <summary>What helps this minute, most urgent first: what to do meanwhile, then what makes the next answer better. All of it stands in the advice.</summary>
    public ImmutableArray<AdviceView> Now => [.. Result.Advice
        .Where(a => a.Kind is not AdviceKind.Fix)
        .OrderBy(a => a.Kind switch { AdviceKind.Mitigate => 0, AdviceKind.Collect => 1, _ => 2 })
        .Take(MostNow)
        .Select(Step)];

    /// <summary>A step of the advice with what it rests on.</summary>
    /// <param name="advice">The step.</param>
    public AdviceView Step(Advice advice)
    {
        (AdviceGround ground, ImmutableArray<string> findings) = AdviceGrounds.Of(advice, Result);
        string text = Say(advice.Text);
        return new AdviceView(text, FactsOfVerdict.FirstSentence(text).TrimEnd(':', '：'), ground, findings);
    }

    /// <summary>Each input with how it is known to belong to the failure, and what is missing.</summary>
    public ImmutableArray<EvidenceItem> Evidence => [.. new EvidenceStrip(this, _places).All()];

    /// <summary>Why the loop never ends, in plain statements, each named by its finding; none where nothing was executed that never ends.</summary>
    public ImmutableArray<ReasonView> WhyEndless => new EndlessStatements(this, _places).All();

    /// <summary>A letter to the vendor of the module that is to blame, as plain text; null where none is blamed with some confidence.</summary>
    public string? VendorText => new VendorText(this).Write();

    /// <summary>The walk that never ends as code, to stand beside the right way; null when it is no walk, or none to be mended.</summary>
    public string? WrongCode => Result.Loop is { } loop ? WalkAsCode.Of(loop, Language) : null;

    /// <summary>What caused what, the verdict's incident first; incidents of a single report have no chain.</summary>
    public IEnumerable<ChainView> Chains =>
        Result.Incidents.Where(i => i.Effects.Length > 0).OrderBy(i => i.Id == Incident?.Id ? 0 : 1).Select(_events.Chain).Where(c => c.Groups.Length > 0);

    /// <summary>The stack of the report that shows the cause, the place where the CPU was first.</summary>
    public ImmutableArray<FrameView> Stack => Lead is null ? [] : new StackOfReport(Lead, _places, Language).Read();

    /// <summary>The reports in order of time, repeats of one stall folded.</summary>
    public ImmutableArray<EventView> Timeline => _events.Timeline();

    /// <summary>The claims, most important first.</summary>
    public IEnumerable<ClaimView> Findings => Result.Findings.Select(f => new ClaimView(
        f.Id,
        FindingCatalogue.Find(f.Id) is { } known ? known.Title.In(Language) : string.Empty,
        Say(f.Claim),
        f.Confidence,
        _places.Quote(f.Evidence, Say(f.Claim)),
        [.. Commands.Joined(f.CheckYourself).Select(c => VisibleText.Of(c, MostSentence))],
        f.Incident));

    /// <summary>The suspects, the first one first.</summary>
    public ImmutableArray<SuspectView> Suspects => [.. Result.Verdict.Suspects.Select(s => new SuspectView(
        s switch { { Function: not null } => Names.Code(s.Function, null, s.Module), { Module: { } module } => Names.Short(module), _ => Language.Say("out.kernel-itself") },
        [.. s.For.Select(Reason)],
        [.. s.Against.Select(Reason)]))];

    /// <summary>Who appears and is not to blame.</summary>
    public ImmutableArray<ReasonView> Cleared =>
        [.. Result.Verdict.Cleared.Select(c => new ReasonView(Names.Short(c.Name), Say(c.Why), _places.Locate(c.Evidence)))];

    /// <summary>Other explanations: seen, not seen, can't be told.</summary>
    public ImmutableArray<ReasonView> RuledOut => [.. Result.RuledOut.OrderBy(r => r switch { { Seen: true } => 0, { CanTell: true } => 1, _ => 2 })
        .Select(r => new ReasonView(
            Language.Say(r switch { { Seen: true } => "out.seen", { CanTell: true } => "out.not-seen", _ => "out.cannot-tell" }),
            Say(r.Text),
            _places.Locate(r.Evidence)))];

    /// <summary>What was not checked.</summary>
    public ImmutableArray<string> NotChecked => [.. Result.NotChecked.Select(Say)];

    /// <summary>What would raise the confidence.</summary>
    public ImmutableArray<string> RaisedBy => [.. Result.Verdict.RaisedBy.Select(Say)];

    /// <summary>A sentence in this view's language.</summary>
    /// <param name="message">The sentence.</param>
    public string Say(Message message) => VisibleText.Of(message.Render(Language), MostSentence);

    /// <summary>The confidence in one word.</summary>
    /// <param name="confidence">The confidence.</param>
    public string Word(Confidence confidence) => confidence.Word(Language);

    /// <summary>What an input is called.</summary>
    /// <param name="index">Index of the input.</param>
    public string InputName(int index) => _places.Input(index);

    /// <summary>What a line of an input is called in every language: <c>messages.log:27</c>.</summary>
    /// <param name="input">Index of the input.</param>
    /// <param name="line">The line.</param>
    public string PlaceOf(int input, long line) => _places.At(input, line);

    /// <summary>A report in one row.</summary>
    /// <param name="report">The report.</param>
    public EventView Event(Report report) => _events.Event(report);

    IEnumerable<Finding> Carrying => Result.Findings.Where(f => f.Incident == Result.Verdict.Incident);

    ReasonView Reason(Reason reason) => new(string.Empty, Say(reason.Text), _places.Locate(reason.Evidence));
}
