namespace Stucktrace.Incidents;

/// <summary>One word of a raw stack dump.</summary>
/// <param name="OffsetFromSp">Distance from the stack pointer in bytes.</param>
/// <param name="Value">The word.</param>
/// <param name="Line">Line in the input.</param>
public readonly record struct StackWord(int OffsetFromSp, ulong Value, long Line);
