namespace Stucktrace.Incidents;

/// <summary>That an input repeats reports of another one.</summary>
/// <param name="Input">Index of the input that repeats.</param>
/// <param name="First">Index of the input that was read first.</param>
/// <param name="Line">Line of the first repeated report.</param>
/// <param name="FirstLine">Line of the same report in the input read first.</param>
/// <param name="Count">How many reports it repeats.</param>
public sealed record RepeatedInput(int Input, int First, long Line, long FirstLine, int Count);
