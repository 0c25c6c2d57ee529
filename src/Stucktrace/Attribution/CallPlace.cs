using Stucktrace.Incidents;

namespace Stucktrace.Attribution;

/// <summary>One place of the active chain of calls, innermost first.</summary>
/// <param name="Location">Where.</param>
/// <param name="Line">Line in the input.</param>
/// <param name="Depth">0 for where the CPU was.</param>
sealed record CallPlace(CodeLocation Location, long Line, int Depth);
