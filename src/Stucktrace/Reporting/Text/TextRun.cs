namespace Stucktrace.Reporting.Text;

/// <summary>A piece of text in one tone.</summary>
/// <param name="Text">The text.</param>
/// <param name="Tone">Its tone.</param>
public readonly record struct TextRun(string Text, Tone Tone = Tone.Plain)
{
    /// <summary>A plain run.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator TextRun(string text) => new(text);
}
