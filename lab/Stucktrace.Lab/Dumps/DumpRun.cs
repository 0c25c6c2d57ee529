using System.Collections.Immutable;
using System.Globalization;

namespace Stucktrace.Lab.Dumps;

/// <summary>Makes the dumps of several kernels and checks them.</summary>
static class DumpRun
{
    /// <summary>Runs all of it.</summary>
    /// <param name="lab">The lab's folder.</param>
    /// <param name="options">Kernels, folders, table.</param>
    /// <returns>How many comparisons have differences.</returns>
    /// <exception cref="LabFailure">The lab can't work here.</exception>
    public static int Run(string lab, LabOptions options)
    {
        List<(string Kernel, string Format, ImmutableArray<CheckRow> Rows)> results = [];
        foreach (string kernel in options.Kernels)
        {
            string folder = Path.GetFullPath(Path.Combine(options.Output, "dumps", kernel));
            if (!options.Again)
                new DumpGuest(lab, KernelTree.Prepare(lab, kernel, Path.GetFullPath(options.Work)), folder).Run();
            foreach (string format in DumpGuest.Formats)
            {
                ImmutableArray<CheckRow> rows = [.. DumpCheck.Run(folder, Path.Combine(folder, format))];
                results.Add((kernel, format, rows));
                foreach (CheckRow row in rows)
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kernel} {format}: {(row.IsRight ? "right" : "WRONG")} {row.Compared - row.Differences.Length} of {row.Compared}: {row.What}{string.Concat(row.Differences.Select(d => "\n    " + d))}"));
            }
        }

        if (options.Table is { } table)
            File.WriteAllText(table, DumpTable.Markdown(results));
        return results.Sum(r => r.Rows.Count(row => !row.IsRight));
    }
}
