namespace Stucktrace.Attribution;

/// <summary>A value that the kernel writes on purpose where nobody may look any more.</summary>
/// <param name="Value">The value.</param>
/// <param name="Name">Its name in the source.</param>
/// <param name="Message">Name of the text that says what it means (<c>fact.poison.*</c>).</param>
/// <param name="Freed">True when it stands in memory that was freed or unlinked: whoever follows it uses memory after its end.</param>
readonly record struct PoisonValue(ulong Value, string Name, string Message, bool Freed);
