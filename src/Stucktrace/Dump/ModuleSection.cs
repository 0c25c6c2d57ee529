namespace Stucktrace.Dump;

/// <summary>One section of a loaded module, as /sys/module/NAME/sections names it.</summary>
/// <param name="Name">Name: <c>.text</c>.</param>
/// <param name="Address">Where it was loaded.</param>
public readonly record struct ModuleSection(string Name, ulong Address);
