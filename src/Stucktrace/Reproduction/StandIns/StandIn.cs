namespace Stucktrace.Reproduction.StandIns;

/// <summary>Modules that were made to stand in for one that the kernel at hand does not take.</summary>
/// <param name="Path">Path of the one with the bug.</param>
/// <param name="MendedPath">Path of the same with the bug mended, for a control.</param>
public sealed record StandIn(string Path, string MendedPath);
