namespace Stucktrace.Formats.DebugInfo;

/// <summary>One parameter of a function.</summary>
/// <param name="Name">Name; empty where it is not stated.</param>
/// <param name="Type">Its type; 0 for the <c>...</c> of a function with any number of arguments.</param>
public readonly record struct TypeParameter(string Name, int Type);
