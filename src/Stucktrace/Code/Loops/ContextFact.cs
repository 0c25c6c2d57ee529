namespace Stucktrace.Code.Loops;

/// <summary>Whether something holds throughout a loop, and which call shows it.</summary>
/// <param name="State">Yes, no, or not shown.</param>
/// <param name="ShownBy">Name of the function whose call shows it, or null.</param>
/// <param name="At">Address of that call, or 0.</param>
public readonly record struct ContextFact(Answer State, string? ShownBy, ulong At);
