namespace Stucktrace.Reporting.Text;

/// <summary>
/// A page of text of some width, with or without colours. All text that is written passes through <see cref="VisibleText"/> here, and this is the
/// only place of the program that writes an escape sequence.
/// </summary>
public sealed class TextSurface
{
    readonly TextWriter _writer;

    /// <summary>Makes a page.</summary>
    /// <param name="writer">Receives the text; lines end with a line feed.</param>
    /// <param name="style">What can be shown.</param>
    public TextSurface(TextWriter writer, TextStyle style)
    {
        _writer = writer;
        Style = style;
    }

    /// <summary>What can be shown.</summary>
    public TextStyle Style { get; }

    /// <summary>Chooses between a drawn character and its stand-in.</summary>
    /// <param name="unicode">With Unicode.</param>
    /// <param name="ascii">Without.</param>
    public string Glyph(string unicode, string ascii) => Style.Unicode ? unicode : ascii;

    /// <summary>An empty line.</summary>
    public void Line() => _writer.Write('\n');

    /// <summary>A heading with an empty line before it.</summary>
    /// <param name="text">The heading.</param>
    public void Heading(string text)
    {
        Line();
        string shown = Prepare(text);
        int rest = Math.Max(0, Math.Min(Style.Columns, 80) - ColumnWidth.Of(shown) - 1);
        Write([new TextRun(shown, Tone.Strong), new TextRun(" " + new string(Style.Unicode ? '─' : '-', rest), Tone.Quiet)]);
    }

    /// <summary>A paragraph, wrapped.</summary>
    /// <param name="indent">Columns before the first line.</param>
    /// <param name="hang">Columns before the further lines.</param>
    /// <param name="runs">The text.</param>
    public void Paragraph(int indent, int hang, params ReadOnlySpan<TextRun> runs)
    {
        // On a narrow page deep indents give way to the text.
        int most = Style.Columns / 3;
        Block([new TextRun(new string(' ', Math.Min(indent, most)))], new string(' ', Math.Min(hang, most)), runs);
    }

    /// <summary>A paragraph behind a drawn or written lead.</summary>
    /// <param name="lead">What stands before the first line.</param>
    /// <param name="rest">What stands before the further lines.</param>
    /// <param name="runs">The text.</param>
    public void Block(IReadOnlyList<TextRun> lead, string rest, params ReadOnlySpan<TextRun> runs)
    {
        List<TextRun> shown = [];
        foreach (TextRun run in runs)
            shown.Add(run with { Text = Prepare(run.Text) });
        List<TextRun> first = [.. lead.Select(r => r with { Text = Prepare(r.Text) })];
        string further = Prepare(rest);
        bool begun = false;
        int firstColumns = Style.Columns - first.Sum(r => ColumnWidth.Of(r.Text));
        foreach (List<TextRun> line in LineBreaker.Break(shown, firstColumns, Style.Columns - ColumnWidth.Of(further)))
        {
            if (begun)
                line.Insert(0, new TextRun(further, Tone.Quiet));
            else
                line.InsertRange(0, first);
            begun = true;
            Write(line);
        }
    }

    /// <summary>A label and its text beside it.</summary>
    /// <param name="label">The label.</param>
    /// <param name="columns">Columns that labels take.</param>
    /// <param name="runs">The text.</param>
    public void Field(string label, int columns, params ReadOnlySpan<TextRun> runs)
    {
        string shown = Prepare(label);
        int pad = Math.Max(1, columns - ColumnWidth.Of(shown));
        Block([new TextRun("  "), new TextRun(shown, Tone.Strong), new TextRun(new string(' ', pad))], new string(' ', columns + 2), runs);
    }

    string Prepare(string text)
    {
        string visible = VisibleText.Of(text);
        return Style.Unicode ? visible : Ascii.Of(visible);
    }

    void Write(IEnumerable<TextRun> line)
    {
        List<TextRun> runs = [.. line];
        int last = runs.FindLastIndex(r => r.Text.AsSpan().TrimEnd(' ').Length > 0);
        for (int i = 0; i <= last; i++)
        {
            string text = i == last ? runs[i].Text.TrimEnd(' ') : runs[i].Text;
            if (Style.Colour && Code(runs[i].Tone) is { } code)
                _writer.Write($"\x1b[{code}m{text}\x1b[0m");
            else
                _writer.Write(text);
        }

        _writer.Write('\n');
    }

    static string? Code(Tone tone) => tone switch
    {
        Tone.Strong => "1",
        Tone.Quiet => "2",
        Tone.Bad => "1;31",
        Tone.Warning => "33",
        Tone.Good => "32",
        Tone.Accent => "36",
        _ => null,
    };
}
