namespace Stucktrace.Dump;

/// <summary>One region of a loaded module.</summary>
/// <param name="Name">Name.</param>
/// <param name="Address">Start.</param>
/// <param name="Size">Bytes.</param>
public readonly record struct ModuleRegion(string Name, ulong Address, ulong Size);
