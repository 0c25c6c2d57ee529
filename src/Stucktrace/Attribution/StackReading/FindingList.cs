using System.Collections.Immutable;
using Stucktrace.Formats;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution.StackReading;

/// <summary>Takes the findings about one report.</summary>
/// <param name="report">The report.</param>
/// <param name="incident">Incident that it belongs to, or null.</param>
/// <param name="path">Its log as a word of a command.</param>
/// <param name="findings">Where they go.</param>
/// <param name="said">What was said already: several reports of one stall show the same facts, and once is enough.</param>
sealed class FindingList(Report report, string? incident, string path, ImmutableArray<Finding>.Builder findings, HashSet<string> said)
{
    /// <summary>The report's log as a word of a command.</summary>
    public string Path { get; } = path;

    /// <summary>Adds a finding; the command that prints its lines comes first among the checks.</summary>
    public void Add(string id, Message claim, Confidence confidence, int weight, IEnumerable<long> lines, params ReadOnlySpan<string> checks)
    {
        if (!said.Add($"{incident}|{report.Input}|{report.Boot}|{id}|{claim.Id}|{string.Join('|', claim.Arguments.Select(a => a is Message inner ? inner.Id : a))}"))
            return;
        long[] each = [.. lines.Distinct()];
        findings.Add(new Finding(
            id, claim, confidence, [.. each.Select(l => report.At(l))], [CheckCommand.Of(report, Path, each), .. checks], incident, weight));
    }
}
