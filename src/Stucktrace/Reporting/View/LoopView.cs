using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Reporting.Listing;
using Stucktrace.Reporting.Modules;
using Stucktrace.Reporting.Text;
using Stucktrace.Termination;

namespace Stucktrace.Reporting.View;

/// <summary>The loop that the CPU was in, as every output shows it: listing with the incident's registers, and whether it ends. Texts are safe to show.</summary>
public sealed class LoopView
{
    readonly StuckLoop _loop;
    readonly Language _language;

    LoopView(StuckLoop loop, Language language) => (_loop, _language) = (loop, language);

    /// <summary>What the loop does and where it is.</summary>
    public string Title => VisibleText.Of(_language.Say("code.loop.title", _loop.Function.Name, ListingBuilder.PlaceOf(_loop.Function, _loop.Facts.Head), Modules.LoopLabels.Kind(_loop.Facts)));

    /// <summary>Its identity: the same at any address and in a rebuild that did not touch it.</summary>
    public string Identity => _loop.Identity;

    /// <summary>The instructions, with notes.</summary>
    public IReadOnlyList<ListingRow> Rows => field ??= [.. ListingBuilder.Build(_loop.Code, _loop.Function, new ListingOptions
    {
        Loop = _loop.Facts,
        OnlyLoop = true,
        Here = _loop.Address,
        Notes = _loop.Registers.Length == 0 ? new Dictionary<ulong, string>() : new Dictionary<ulong, string> { [_loop.Address] = Registers },
        Language = _language,
    }).Select(r => r with { Text = VisibleText.Of(r.Text), Note = VisibleText.Of(r.Note) })];

    /// <summary>Whether it ends, executed; null when no situations could be made for it.</summary>
    public LoopStudy? Study => _loop.Study;

    /// <summary>The rows of the table of situations.</summary>
    public IEnumerable<(OutcomeKind Kind, string Situation, string Result)> Situations =>
        Study is null ? [] : Study.Rows.Select(r => (r.Outcome.Kind, VisibleText.Of(r.Name.Render(_language)), VisibleText.Of(r.Result.Render(_language))));

    /// <summary>The sentence about the proof, or null.</summary>
    public string? Proof => Study?.Endless?.Outcome.Certificate is { } proof
        ? VisibleText.Of(_language.Accepted(proof))
        : null;

    /// <summary>What would set it free.</summary>
    public IEnumerable<string> Releases => Study is null ? [] : Study.ReleasedBy.Select(r => VisibleText.Of(_language.Released(r)));

    /// <summary>How the smallest endless situation comes about, step by step.</summary>
    public IEnumerable<string> Story => Study?.Endless is { } endless ? StudyStory.Of(endless).Select(m => VisibleText.Of(m.Render(_language))) : [];

    // The registers of the report, each with its meaning.
    string Registers => string.Join(" ", _loop.Registers.Select(r => _language.Say("join.register.sentence", r.Shown, r.Words)));

    /// <summary>The view of a diagnosis's loop; null when there is none.</summary>
    internal static LoopView? Of(DiagnosisResult result, Language language) => result.Loop is { } loop ? new LoopView(loop, language) : null;
}
