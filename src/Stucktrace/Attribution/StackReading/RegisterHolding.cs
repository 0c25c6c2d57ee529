namespace Stucktrace.Attribution.StackReading;

/// <summary>A register with the part that it plays.</summary>
/// <param name="Register">Register in lower case, <c>rax</c>.</param>
/// <param name="Role">What it holds.</param>
/// <param name="Value">Its value.</param>
/// <param name="Line">Line in the report's input.</param>
/// <param name="IsArgument">True when an argument of the task's system call has the same value.</param>
public sealed record RegisterHolding(string Register, HoldingRole Role, ulong Value, long Line, bool IsArgument = false);
