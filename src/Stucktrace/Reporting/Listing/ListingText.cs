using Stucktrace.Reporting.Text;

namespace Stucktrace.Reporting.Listing;

/// <summary>A listing for a terminal. The arrows are a column of their own; notes go below where the line is too short for them.</summary>
public static class ListingText
{
    const int MostCode = 46;

    /// <summary>Writes the rows.</summary>
    /// <param name="surface">The page.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="arrows">Whether to draw the arrows.</param>
    public static void Write(TextSurface surface, IReadOnlyList<ListingRow> rows, bool arrows = true)
    {
        int places = rows.Count == 0 ? 0 : rows.Max(r => r.Place.Length);
        int code = Math.Min(MostCode, rows.Count == 0 ? 0 : rows.Max(r => VisibleText.Of(r.Text).Length));
        ulong next = 0;
        foreach (ListingRow row in rows)
        {
            // What is left out between two rows is shown as such.
            if (next != 0 && row.Address != next && !row.Place.StartsWith("cold", StringComparison.Ordinal))
                surface.Paragraph(4, 4, new TextRun(surface.Glyph("⋮", "..."), Tone.Quiet));
            next = row.Address + ((ulong)row.Bytes.Length / 2);

            Tone tone = row.IsHere ? Tone.Bad : row.IsExit ? Tone.Warning : row.InLoop ? Tone.Plain : Tone.Quiet;
            string text = VisibleText.Of(row.Text);
            List<TextRun> lead = [new(row.IsHere ? surface.Glyph(" ▶ ", " > ") : "   ", Tone.Bad)];
            if (arrows)
                lead.Add(new TextRun(row.Lane + " ", Tone.Accent));
            lead.Add(new TextRun(row.Place.PadRight(places + 1), Tone.Quiet));
            lead.Add(new TextRun(text.PadRight(code + 1), tone));
            int used = lead.Sum(r => ColumnWidth.Of(r.Text));
            if (row.Note.Length == 0)
            {
                surface.Block(lead[..^1], string.Empty, new TextRun(text, tone));
            }
            else if (surface.Style.Columns - used >= 24 && text.Length <= code)
            {
                surface.Block(lead, new string(' ', used), new TextRun(row.Note, Tone.Quiet));
            }
            else
            {
                surface.Block(lead[..^1], string.Empty, new TextRun(text, tone));
                surface.Paragraph(12, 12, new TextRun(row.Note, Tone.Quiet));
            }
        }
    }
}
