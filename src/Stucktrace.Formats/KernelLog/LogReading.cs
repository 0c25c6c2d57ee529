using System.Collections.Immutable;

namespace Stucktrace.Formats.KernelLog;

/// <summary>What reading a set of logs brought, besides the records that went to the sink.</summary>
/// <param name="Boots">The boots told apart, in order of reading.</param>
/// <param name="Years">What the input tells about the year of dates that are printed without one.</param>
public sealed record LogReading(ImmutableArray<LogBoot> Boots, YearEvidence Years);
