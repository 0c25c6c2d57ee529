using Stucktrace.Incidents;

namespace Stucktrace.Attribution.StackReading;

/// <summary>A place in code that a report shows.</summary>
/// <param name="Location">The place.</param>
/// <param name="Line">Line in the report's input.</param>
/// <param name="Slot">For an active caller: where its return address lies, in bytes above the stack pointer; null where the report does not tell.</param>
public sealed record TracedPlace(CodeLocation Location, long Line, int? Slot = null);
