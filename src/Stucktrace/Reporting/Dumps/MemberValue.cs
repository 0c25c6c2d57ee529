using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Reporting.Dumps;

/// <summary>A member of a struct in memory.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">Type as C writes it.</param>
/// <param name="Offset">Offset in the struct.</param>
/// <param name="Size">Bytes.</param>
/// <param name="State">What the dump says of it.</param>
/// <param name="Number">Its value, when it is a number or a pointer.</param>
/// <param name="Text">Its text, when it is an array of characters.</param>
/// <param name="IsPointer">True for a pointer.</param>
sealed record MemberValue(string Name, string Type, long Offset, long Size, MemoryState State, ulong? Number, string? Text, bool IsPointer = false);
