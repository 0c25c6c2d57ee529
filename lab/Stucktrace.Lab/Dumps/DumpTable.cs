using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Stucktrace.Lab.Dumps;

/// <summary>The results of all kernels as one Markdown table.</summary>
static class DumpTable
{
    /// <summary>Writes it.</summary>
    /// <param name="results">Rows by kernel and format of the dump.</param>
    public static string Markdown(IReadOnlyList<(string Kernel, string Format, ImmutableArray<CheckRow> Rows)> results)
    {
        StringBuilder text = new("| compared |");
        text.AppendJoin(" |", results.Select(r => $" {r.Kernel} {r.Format}")).Append(" |\n|---|").Insert(text.Length, "---:|", results.Count).Append('\n');
        foreach (string what in results.SelectMany(r => r.Rows.Select(row => row.What)).Distinct())
        {
            text.Append(CultureInfo.InvariantCulture, $"| {what} |");
            foreach ((_, _, ImmutableArray<CheckRow> rows) in results)
                text.Append(rows.FirstOrDefault(r => r.What == what) is { } row ? string.Create(CultureInfo.InvariantCulture, $" {row.Compared - row.Differences.Length} of {row.Compared} |") : " |");
            text.Append('\n');
        }

        return text.ToString();
    }
}
