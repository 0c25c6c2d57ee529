using System.Collections.Immutable;
using Stucktrace.Incidents;

namespace Stucktrace.Reporting.Walks;

/// <summary>A report of the log that shows the CPU at an instruction of the walk.</summary>
/// <param name="Code">Index of the instruction in the walk's code.</param>
/// <param name="Report">The report.</param>
/// <param name="Line">The line that names the place.</param>
/// <param name="Registers">The registers that it shows there, in the processor's order; none twice.</param>
public sealed record CaughtReport(int Code, Report Report, ReportLine Line, ImmutableArray<CaughtRegister> Registers);
