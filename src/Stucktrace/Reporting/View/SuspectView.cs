using System.Collections.Immutable;

namespace Stucktrace.Reporting.View;

/// <summary>A suspect with the reasons on both sides.</summary>
/// <param name="Name">Module and function.</param>
/// <param name="For">Reasons for.</param>
/// <param name="Against">Reasons against.</param>
public sealed record SuspectView(string Name, ImmutableArray<ReasonView> For, ImmutableArray<ReasonView> Against);
