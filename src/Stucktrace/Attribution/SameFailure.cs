using System.Collections.Immutable;
using Stucktrace.Incidents;

namespace Stucktrace.Attribution;

/// <summary>Other incidents of the input that are the same failure as one: the same place in the same module.</summary>
/// <param name="Others">Those incidents.</param>
/// <param name="Common">Third-party modules that all of them had loaded.</param>
sealed record SameFailure(ImmutableArray<IncidentCase> Others, ImmutableArray<string> Common)
{
    /// <summary>Finds them.</summary>
    internal static SameFailure Find(IncidentCase incident, Draft draft, ImmutableArray<(IncidentCase Case, Draft Draft)> all)
    {
        if (draft.Culprit is not { Kind: CulpritKind.Module, Function: not null })
            return new SameFailure([], incident.ThirdParty);
        ImmutableArray<IncidentCase> others =
        [
            .. all.Where(o => o.Case != incident && o.Draft.Culprit.Module == draft.Culprit.Module && o.Draft.Culprit.Function == draft.Culprit.Function && OtherRun(incident.Incident, o.Case.Incident)).Select(o => o.Case),
        ];
        IEnumerable<string> common = incident.ThirdParty;
        foreach (IncidentCase other in others.Where(o => o.Modules.Count > 0))
            common = common.Intersect(other.ThirdParty, StringComparer.Ordinal);
        return new SameFailure(others, [.. common]);
    }

    static bool OtherRun(Incident one, Incident other) => one.Host != other.Host || one.Boot != other.Boot;
}
