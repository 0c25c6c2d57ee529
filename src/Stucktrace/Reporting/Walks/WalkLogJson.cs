using System.Globalization;
using System.Text.Json;
using Stucktrace.Formats;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Reporting.Walks;

/// <summary>The reports that caught the CPU in the walk, for the page's player: where a chain of origins may end in a line of the log.</summary>
/// <param name="json">The walk's JSON.</param>
/// <param name="place">Gives the name of a line and its place in the page, or null where it is not in it.</param>
sealed class WalkLogJson(Utf8JsonWriter json, Func<int, long, (string Name, string? Anchor)> place)
{
    const int MostWords = 300;

    /// <summary>Writes them: <c>{c: instruction, o: place, l: line, r: [[register, value, shown, line, words, words in Chinese, more lines], …]}</c>.</summary>
    /// <param name="view">The walk.</param>
    internal void Write(WalkView view)
    {
        json.WriteStartArray("log");
        foreach (CaughtReport caught in view.Caught)
        {
            json.WriteStartObject();
            json.WriteNumber("c", caught.Code);
            json.WriteString("o", view.Names.Places[caught.Code].Offset);
            json.WritePropertyName("l");
            Line(caught.Report.Input, caught.Line.Line);
            json.WriteStartArray("r");
            foreach (CaughtRegister register in caught.Registers)
                Register(caught, register);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    void Register(CaughtReport caught, CaughtRegister register)
    {
        json.WriteStartArray();
        json.WriteNumberValue(register.Index);
        json.WriteStringValue(register.Value.ToString("x", CultureInfo.InvariantCulture));
        json.WriteStringValue(register.Shown);
        Line(caught.Report.Input, register.Line);
        json.WriteStringValue(Words(register, Language.English));
        json.WriteStringValue(Words(register, Language.Chinese));
        json.WriteStartArray();
        foreach (Evidence also in register.Meaning?.Evidence.Where(e => e.Line > 0 && e.Line != register.Line) ?? [])
            Line(also.Input, also.Line);
        json.WriteEndArray();
        json.WriteEndArray();
    }

    static string Words(CaughtRegister register, Language language)
    {
        if (register.Meaning is not { } meaning)
            return string.Empty;
        Message words = (meaning.Contradicted ?? meaning.Confirmed) is { } more ? Message.Of("walk.log.words", meaning.Words, more) : meaning.Words;
        return VisibleText.Of(words.Render(language), MostWords);
    }

    void Line(int input, long line)
    {
        (string name, string? anchor) = place(input, line);
        json.WriteStartArray();
        json.WriteStringValue(name);
        json.WriteStringValue(anchor);
        json.WriteEndArray();
    }
}
