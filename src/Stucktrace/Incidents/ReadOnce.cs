using System.Collections.Immutable;
using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Incidents;

/// <summary>Reports of which each event is told once.</summary>
/// <param name="Reports">Those that count, in order of reading.</param>
/// <param name="Copies">Those that were read already from another place (<see cref="Report.IsCopy"/>).</param>
/// <param name="Boots">The boots, each once.</param>
/// <param name="Inputs">The inputs that repeat another one.</param>
public sealed record ReadOnce(ImmutableArray<Report> Reports, ImmutableArray<Report> Copies, ImmutableArray<LogBoot> Boots, ImmutableArray<RepeatedInput> Inputs);
