namespace Stucktrace.Attribution.StackReading;

/// <summary>A value that the kernel writes on purpose where nobody may look any more.</summary>
/// <param name="Value">The value.</param>
/// <param name="Name">Its name in the source.</param>
/// <param name="Message">Name of the text that says what it means (<c>fact.poison.*</c>).</param>
readonly record struct PoisonValue(ulong Value, string Name, string Message);
