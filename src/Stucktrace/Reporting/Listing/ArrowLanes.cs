namespace Stucktrace.Reporting.Listing;

/// <summary>
/// Draws the jumps of a listing in a margin of their own: short ones next to the code, longer ones further out, so that the arrows of nested loops
/// enclose each other. Where there are more than fit, the longest forward jumps are left out first; an arrow that closes a loop goes last.
/// </summary>
public static class ArrowLanes
{
    const char Empty = ' ';

    /// <summary>The margin of each row, all equally wide; empty strings when there is nothing to draw.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="arrows">The jumps; those out of range are passed over.</param>
    /// <param name="mostLanes">Most arrows side by side.</param>
    public static string[] Draw(int rows, IEnumerable<Arrow> arrows, int mostLanes)
    {
        // Back edges first, so that they are never the ones without a lane; then short before long.
        Arrow[] wanted = [.. arrows.Where(a => a.Top >= 0 && a.Bottom < rows).Distinct().OrderBy(a => !a.IsBack).ThenBy(a => a.Bottom - a.Top).ThenBy(a => a.Top)];
        List<List<Arrow>> lanes = [];
        foreach (Arrow arrow in wanted)
            Place(lanes, arrow, mostLanes);

        if (lanes.Count == 0)
            return [.. Enumerable.Repeat(string.Empty, rows)];

        // The lane next to the code holds the shortest arrows.
        lanes.Sort((a, b) => a.Max(x => x.Bottom - x.Top).CompareTo(b.Max(x => x.Bottom - x.Top)));
        int width = lanes.Count + 1;
        char[][] grid = [.. Enumerable.Range(0, rows).Select(_ => new string(Empty, width).ToCharArray())];
        for (int lane = 0; lane < lanes.Count; lane++)
        {
            foreach (Arrow arrow in lanes[lane])
                Draw(grid, arrow, lanes.Count - 1 - lane);
        }

        return [.. grid.Select(row => new string(row))];
    }

    static void Place(List<List<Arrow>> lanes, Arrow arrow, int mostLanes)
    {
        foreach (List<Arrow> lane in lanes)
        {
            if (lane.TrueForAll(other => other.Bottom < arrow.Top || other.Top > arrow.Bottom))
            {
                lane.Add(arrow);
                return;
            }
        }

        if (lanes.Count < mostLanes)
            lanes.Add([arrow]);
    }

    static void Draw(char[][] grid, Arrow arrow, int column)
    {
        if (arrow.Top == arrow.Bottom)
        {
            Set(grid[arrow.Top], column, '╶');
            Across(grid[arrow.Top], column, head: true);
            return;
        }

        Set(grid[arrow.Top], column, '┌');
        Set(grid[arrow.Bottom], column, '└');
        for (int row = arrow.Top + 1; row < arrow.Bottom; row++)
            Set(grid[row], column, '│');
        Across(grid[arrow.To], column, head: true);
        Across(grid[arrow.From], column, head: false);
    }

    static void Across(char[] row, int column, bool head)
    {
        for (int i = column + 1; i < row.Length - 1; i++)
            Set(row, i, '─');
        if (head)
            row[^1] = '▸';
        else if (row[^1] == Empty)
            row[^1] = '─';
    }

    // Where two lines meet, the character that shows both.
    static void Set(char[] row, int column, char drawn) => row[column] = (row[column], drawn) switch
    {
        (Empty, _) => drawn,
        ('─', '│') or ('│', '─') => '┼',
        ('┌', '─') or ('─', '┌') => '┬',
        ('└', '─') or ('─', '└') => '┴',
        ('┌', '└') or ('└', '┌') => '├',
        (var there, _) => there,
    };
}
