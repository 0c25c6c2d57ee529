namespace Stucktrace.Reporting.Findings;

/// <summary>Findings about what hung, when, and what followed from it: ST10xx, ST13xx, ST16xx.</summary>
static class IncidentFindings
{
    internal static IReadOnlyList<FindingDescription> All { get; } = [.. HappenedFindingTexts.All, .. EffectFindingTexts.All];
}
