using System.Collections.Immutable;
using Stucktrace.Web.Analyses;

namespace Stucktrace.Web.Storage;

/// <summary>A failure that several cases show.</summary>
/// <param name="Same">The name of the group (<see cref="FailureGroups"/>).</param>
/// <param name="Cases">How many they are.</param>
/// <param name="Summary">What the newest of them says.</param>
public sealed record CaseGroup(string Same, int Cases, CaseSummary Summary)
{
    const int Most = 20;

    /// <summary>The most frequent ones.</summary>
    internal static ImmutableArray<CaseGroup> Of(CaseStore store) =>
    [
        .. from pair in store.Groups(Most)
           let newest = store.List(new CaseQuery(string.Empty, string.Empty, pair.Same, 1, 0)).Cases.FirstOrDefault()?.Answer?.Summary
           where newest is not null
           select new CaseGroup(pair.Same, pair.Cases, newest),
    ];
}
