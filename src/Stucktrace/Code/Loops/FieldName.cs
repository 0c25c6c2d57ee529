namespace Stucktrace.Code.Loops;

/// <summary>A field of a structure, by name where type information has one, else by its role.</summary>
/// <param name="Structure">Structure, such as <c>task_struct</c>; null when it is not known.</param>
/// <param name="Path">The field, such as <c>tasks.next</c>; null when it is not known.</param>
/// <param name="Offset">Offset from the beginning of the object.</param>
/// <param name="Source">Where the name comes from.</param>
public sealed record FieldName(string? Structure, string? Path, long Offset, FieldNameSource Source);
