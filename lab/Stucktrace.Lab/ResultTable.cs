using System.Globalization;
using System.Text;

namespace Stucktrace.Lab;

/// <summary>Writes the results for people.</summary>
static class ResultTable
{
    static readonly InputSet[] Inputs = Enum.GetValues<InputSet>();

    /// <summary>What <see cref="CaseResult.Shown"/> is where the kernel printed no report.</summary>
    public const string Silent = "nothing";

    /// <summary>One line for the terminal.</summary>
    public static string Line(CaseResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Kernel,-7} {result.Case.Name,-20} {Word(result, InputSet.Log),-10} {Word(result, InputSet.LogAndModule),-10} {Word(result, InputSet.Dump),-10} {Details(result)}");

    /// <summary>The page for docs.</summary>
    /// <param name="results">All results.</param>
    /// <param name="releases">Releases of the kernels, by the lab's names.</param>
    /// <param name="date">When.</param>
    public static string Markdown(IReadOnlyList<CaseResult> results, IReadOnlyDictionary<string, string> releases, DateOnly date)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"""
            # The lab's results

            Written by `dotnet run --project lab/Stucktrace.Lab -- --table docs/lab-results.md` on {date:yyyy-MM-dd}, under QEMU's TCG. What each case is stands in
            [lab/README.md](../lab/README.md), what is expected of it in [lab/cases.json](../lab/cases.json). Each cell holds the diagnosis of the log alone, of log
            and module file, and of log, module file and dump: right, less (nothing wrong, but less than the inputs show), WRONG, or – where the case did not run.
            A kernel that preempts lazily may print nothing of a bug; then "nothing found" is the right answer of the log, and the dump decides: how often that was
            so stands in its own column.


            """);
        Summary(text, results, releases);
        text.Append("\n## Cases\n\n| case |");
        foreach (string kernel in releases.Keys)
            text.Append(CultureInfo.InvariantCulture, $" {kernel} |");
        text.Append("\n|---|").Insert(text.Length, "---|", releases.Count).Append('\n');
        foreach (IGrouping<string, CaseResult> rows in results.GroupBy(r => r.Case.Name))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {rows.Key} |");
            foreach (string kernel in releases.Keys)
            {
                CaseResult? cell = rows.FirstOrDefault(r => r.Kernel == kernel);
                text.Append(CultureInfo.InvariantCulture, $" {(cell is null ? "" : string.Join(" · ", Inputs.Select(i => Word(cell, i))))} |");
            }

            text.Append('\n');
        }

        CaseResult[] open = [.. results.Where(r => Inputs.Any(i => r.Grades[i].Grade != Grade.Right) || r.Truth.Length > 0)];
        if (open.Length > 0)
            text.Append("\n## What is not right\n\n");
        foreach (CaseResult result in open)
            text.Append(CultureInfo.InvariantCulture, $"* {result.Kernel} {result.Case.Name} (the kernel printed: {result.Shown}): {Details(result)}\n");
        return text.ToString();
    }

    static void Summary(StringBuilder text, IReadOnlyList<CaseResult> results, IReadOnlyDictionary<string, string> releases)
    {
        text.Append("| kernel | cases run | of them bugs of which it printed nothing | log | log + module | log + module + dump | wrong | the kernel's own statements found in the dumps |\n|---|---|---|---|---|---|---|---|\n");
        foreach ((string kernel, string release) in releases)
        {
            CaseResult[] ran = [.. results.Where(r => r.Kernel == kernel && r.Grades[InputSet.Log].Grade != Grade.NotRun)];
            int wrong = ran.Sum(r => Inputs.Count(i => r.Grades[i].Grade == Grade.Wrong));
            text.Append(CultureInfo.InvariantCulture, $"| {kernel} ({release}) | {ran.Length} | {ran.Count(r => !r.Case.IsTwin && r.Shown == Silent)} |");
            foreach (InputSet inputs in Inputs)
                text.Append(CultureInfo.InvariantCulture, $" {ran.Count(r => r.Grades[inputs].Grade == Grade.Right)} of {ran.Count(r => r.Grades[inputs].Grade != Grade.NotRun)} right |");
            text.Append(CultureInfo.InvariantCulture, $" {wrong} | {ran.Sum(r => r.Compared - r.Truth.Length)} of {ran.Sum(r => r.Compared)} |\n");
        }
    }

    static string Word(CaseResult result, InputSet inputs) => result.Grades[inputs].Grade switch
    {
        Grade.Right => "right",
        Grade.SaysLess => "less",
        Grade.Wrong => "WRONG",
        _ => "–",
    };

    static string Details(CaseResult result) => string.Join("; ",
    [
        .. Inputs.Where(i => result.Grades[i].Grade != Grade.Right).Select(i => $"{i.Kebab()}: {result.Grades[i].Said} ({result.Grades[i].Why})"),
        .. result.Truth.Take(3),
        .. result.Truth.Length > 3 ? (IEnumerable<string>)[$"and {result.Truth.Length - 3} more differences between dump and kernel"] : [],
    ]);
}
