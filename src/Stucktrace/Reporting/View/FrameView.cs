using Stucktrace.Incidents;

namespace Stucktrace.Reporting.View;

/// <summary>A frame of the stack as readers see it, or several that are left over from earlier calls.</summary>
/// <param name="Name">Function, offset and module; the names of several.</param>
/// <param name="Word">What it is, in a word or two: where it was, caller, left over, not vouched for.</param>
/// <param name="Why">Why that is so, or empty.</param>
/// <param name="Judged">What reasoning says of it.</param>
/// <param name="IsPlace">True for the place where the CPU was.</param>
/// <param name="Place">Where it stands, in short.</param>
/// <param name="Input">Its input.</param>
/// <param name="Line">Its line.</param>
public sealed record FrameView(string Name, string Word, string Why, FrameJudgement Judged, bool IsPlace, string Place, int Input, long Line);
