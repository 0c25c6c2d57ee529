using Stucktrace.Incidents;

namespace Stucktrace.Reproduction.Comparing;

/// <summary>A kind of consequence that a failure had.</summary>
/// <param name="Kind">Kind of report that shows it.</param>
/// <param name="Relation">How it follows from the cause: <c>waits-for-grace-period</c>.</param>
/// <param name="Count">How many reports show it.</param>
/// <param name="Evidence">The first of them.</param>
public sealed record EffectSignature(ReportKind Kind, string Relation, int Count, Evidence Evidence);
