using Stucktrace.Attribution.ModuleEvidence;

namespace Stucktrace.Reporting.Walks;

/// <summary>A register that a report of the log shows at an instruction of the walk, as it was before that instruction.</summary>
/// <param name="Index">Its index in the processor's numbering.</param>
/// <param name="Shown">Name at the width that the code uses: <c>EAX</c>.</param>
/// <param name="Value">Its value.</param>
/// <param name="Line">The line of the log that holds it.</param>
/// <param name="Meaning">What the code makes of it there; null where that is not known.</param>
public sealed record CaughtRegister(int Index, string Shown, ulong Value, long Line, RegisterMeaning? Meaning);
