namespace Stucktrace.Reporting.Findings;

/// <summary>Findings about who is to blame and who is not: ST14xx.</summary>
static class AttributionFindings
{
    internal static IReadOnlyList<FindingDescription> All { get; } = [];
}
