using System.Collections.Immutable;

namespace Stucktrace.Reporting.View;

/// <summary>Reports that hang on the cause for the same reason.</summary>
/// <param name="Relation">Kind of the link: <c>waits-for-grace-period</c>.</param>
/// <param name="Links">The links.</param>
/// <param name="LeftOut">How many more there are.</param>
public sealed record ChainGroup(string Relation, ImmutableArray<ChainLink> Links, int LeftOut);
