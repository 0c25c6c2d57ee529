using System.Text;

namespace Stucktrace.Reporting.Text;

/// <summary>Breaks text into lines by columns: at blanks, and between East Asian characters where their punctuation allows it.</summary>
static class LineBreaker
{
    // Characters that must not begin, and that must not end, a line of Chinese text.
    const string NotFirst = "，。、；：？！）》」』】〉”’…—％,.;:?!)]}%";
    const string NotLast = "（《「『【〈“‘([{";

    /// <summary>Splits runs into lines.</summary>
    /// <param name="runs">Text that has passed through <see cref="VisibleText"/>.</param>
    /// <param name="first">Columns of the first line.</param>
    /// <param name="rest">Columns of the further lines.</param>
    internal static IEnumerable<List<TextRun>> Break(IReadOnlyList<TextRun> runs, int first, int rest)
    {
        string text = string.Concat(runs.Select(r => r.Text));
        int position = 0;
        int columns = first;
        do
        {
            (int end, int next) = Line(text, position, Math.Max(columns, 4));
            yield return Slice(runs, position, end);
            position = next;
            columns = rest;
        }
        while (position < text.Length);
    }

    static (int End, int Next) Line(string text, int start, int columns)
    {
        int used = 0;
        int breakEnd = -1;
        int breakNext = -1;
        int i = start;
        while (i < text.Length)
        {
            Rune rune = Rune.GetRuneAt(text, i);
            if (rune.Value == ' ')
            {
                if (i > start)
                    (breakEnd, breakNext) = (i, i + 1);
            }
            else if (i > start && text[i - 1] != ' ' && MayBreak(text[i - 1], rune))
            {
                (breakEnd, breakNext) = (i, i);
            }

            used += ColumnWidth.Of(rune);
            if (used > columns)
                return breakEnd > start ? (breakEnd, SkipBlanks(text, breakNext)) : (Math.Max(i, start + 1), Math.Max(i, start + 1));
            i += rune.Utf16SequenceLength;
        }

        return (text.Length, text.Length);
    }

    static int SkipBlanks(string text, int position)
    {
        while (position < text.Length && text[position] == ' ')
            position++;
        return position;
    }

    static bool MayBreak(char before, Rune after)
    {
        bool wide = ColumnWidth.IsWide(before) || ColumnWidth.IsWide(after.Value);
        return wide && !NotLast.Contains(before, StringComparison.Ordinal) && !(after.IsBmp && NotFirst.Contains((char)after.Value, StringComparison.Ordinal));
    }

    static List<TextRun> Slice(IReadOnlyList<TextRun> runs, int start, int end)
    {
        List<TextRun> line = [];
        int position = 0;
        foreach (TextRun run in runs)
        {
            int from = Math.Max(start - position, 0);
            int to = Math.Min(end - position, run.Text.Length);
            if (from < to)
                line.Add(run with { Text = run.Text[from..to] });
            position += run.Text.Length;
        }

        return line;
    }
}
