namespace Stucktrace.Formats.DebugInfo;

/// <summary>What lies at an offset of a struct, as C would write it.</summary>
/// <param name="Path">Such as <c>tasks.next</c> or <c>comm[3]</c>.</param>
/// <param name="Type">Type of what is there.</param>
/// <param name="TypeName">That type as C writes it.</param>
/// <param name="Offset">Where it begins, from the start of the struct.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="IsExact">True when it begins at the offset asked for and has the size asked for; else the access is into its middle, or wider than it.</param>
public sealed record FieldPath(string Path, int Type, string TypeName, long Offset, long Size, bool IsExact);
