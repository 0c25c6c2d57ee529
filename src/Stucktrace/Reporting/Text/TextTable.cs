namespace Stucktrace.Reporting.Text;

/// <summary>A table whose last column takes what is left of the line; where that is too little, each row becomes a paragraph.</summary>
static class TextTable
{
    const int Gap = 2;
    const int Least = 24;

    internal static void Write(TextSurface surface, IReadOnlyList<string> heads, IReadOnlyList<TextRun[]> rows)
    {
        int[] widths = new int[heads.Count - 1];
        for (int column = 0; column < widths.Length; column++)
        {
            int most = rows.Count == 0 ? 0 : rows.Max(r => ColumnWidth.Of(VisibleText.Of(r[column].Text)));
            widths[column] = Math.Max(most, ColumnWidth.Of(heads[column]));
        }

        int fixedColumns = 2 + widths.Sum(w => w + Gap);
        if (surface.Style.Columns - fixedColumns < Least)
        {
            foreach (TextRun[] row in rows)
                surface.Paragraph(2, 6, [.. row.Where(r => r.Text.Length > 0).SelectMany((r, i) => i == 0 ? (IEnumerable<TextRun>)[r] : ["  ", r])]);
            return;
        }

        Row(surface, [.. heads.Select(h => new TextRun(h, Tone.Quiet))], widths, fixedColumns);
        foreach (TextRun[] row in rows)
            Row(surface, row, widths, fixedColumns);
    }

    static void Row(TextSurface surface, TextRun[] cells, int[] widths, int hang)
    {
        List<TextRun> lead = [new("  ")];
        for (int column = 0; column < widths.Length; column++)
        {
            string text = VisibleText.Of(cells[column].Text);
            lead.Add(cells[column] with { Text = text });
            lead.Add(new TextRun(new string(' ', widths[column] - ColumnWidth.Of(text) + Gap)));
        }

        surface.Block(lead, new string(' ', hang), cells[^1]);
    }
}
