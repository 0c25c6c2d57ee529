namespace Stucktrace.Incidents.Segmentation;

/// <summary>A dump whose lines are mixed with those of others.</summary>
/// <param name="Section">What was printed of it before.</param>
/// <param name="From">Index of the first mixed line that can be its.</param>
readonly record struct MixedDump(ReportSection Section, int From);
