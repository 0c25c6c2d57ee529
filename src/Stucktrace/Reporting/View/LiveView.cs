using System.Globalization;
using Stucktrace.Reporting.Modules;
using Stucktrace.Reporting.Text;
using Stucktrace.Termination.Live;

namespace Stucktrace.Reporting.View;

/// <summary>What executing the stuck CPU's code on the memory of a dump showed, as every output tells it. Texts are safe to show.</summary>
/// <param name="study">The study.</param>
/// <param name="language">Language.</param>
public sealed class LiveView(LiveStudy study, Language language)
{
    const int DrawingColumns = 100;

    /// <summary>The study.</summary>
    public LiveStudy Study => study;

    /// <summary>The sentence that stands on its own.</summary>
    public string Headline => VisibleText.Of(study.Headline.Render(language));

    /// <summary>What was seen on the way.</summary>
    public IEnumerable<string> Facts => study.Facts.Select(f => VisibleText.Of(f.Render(language)));

    /// <summary>Title of the drawing of the list, or null without one.</summary>
    public string? ListTitle => study.List is { } list ? VisibleText.Of(language.Say("live.list.title", list.Field ?? string.Create(CultureInfo.InvariantCulture, $"+0x{list.FieldOffset ?? 0:x}"))) : null;

    /// <summary>The list as it lies in memory, drawn in lines of text; empty without one.</summary>
    public string Drawing
    {
        get
        {
            if (study.List is not { } list)
                return string.Empty;
            using StringWriter text = new(CultureInfo.InvariantCulture);
            ListDrawing.Write(new TextSurface(text, new TextStyle(DrawingColumns)), study, list, language);
            return text.ToString();
        }
    }

    /// <summary>The sentence about the proof, or null.</summary>
    public string? Proof => study is { Verdict: LiveVerdict.NeverEnds, Outcome.Certificate: { } proof }
        ? VisibleText.Of(language.Accepted(proof)) : null;

    /// <summary>What would set it free.</summary>
    public IEnumerable<string> Releases => study.ReleasedBy.Select(r => VisibleText.Of(language.Released(r)));
}
