using System.Collections.Immutable;

namespace Stucktrace.Incidents;

/// <summary>The system call that a task is in, decoded from the user-side registers.</summary>
/// <param name="Number">Number in the table of its architecture.</param>
/// <param name="Name">Name without prefix, or null when the number is in no table.</param>
/// <param name="Arguments">Name and value of each argument.</param>
/// <param name="Line">Line with the number's register.</param>
public sealed record SystemCall(int Number, string? Name, ImmutableArray<(string Name, string Value)> Arguments, long Line);
