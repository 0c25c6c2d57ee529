using Stucktrace.Incidents.Segmentation;

namespace Stucktrace.Incidents;

/// <summary>A report that takes no more lines.</summary>
/// <param name="Report">The report.</param>
/// <param name="Cause">The report without a stack of its own that this panic ends, or null.</param>
/// <param name="Cut">True when the log ended before the report did.</param>
sealed record ClosedReport(OpenReport Report, OpenReport? Cause, bool Cut);
