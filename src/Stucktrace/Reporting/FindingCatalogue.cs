using Stucktrace.Reporting.Findings;

namespace Stucktrace.Reporting;

/// <summary>Every kind of finding that Stucktrace can make, by its stable number. A test holds it, the code and docs/findings.md together.</summary>
public static class FindingCatalogue
{
    /// <summary>All descriptions in order of their numbers.</summary>
    public static IReadOnlyList<FindingDescription> All { get; } =
        [.. IncidentFindings.All.Concat(StackFindings.All).Concat(AttributionFindings.All).Concat(ModuleFindingTexts.All).Concat(MemoryFindingTexts.All).OrderBy(d => d.Id, StringComparer.Ordinal)];

    /// <summary>The description with a number, or null.</summary>
    /// <param name="id">Number, in any case: <c>st1001</c>.</param>
    public static FindingDescription? Find(string id) => All.FirstOrDefault(d => string.Equals(d.Id, id, StringComparison.OrdinalIgnoreCase));
}
