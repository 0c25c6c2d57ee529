namespace Stucktrace.Dump.Rebuild;

/// <summary>A symbol of the object that is made from a loaded module.</summary>
/// <param name="Name">Name.</param>
/// <param name="Section">Index of its section.</param>
/// <param name="Offset">Offset there.</param>
/// <param name="Size">Bytes up to the next symbol.</param>
/// <param name="IsCode">True for a function.</param>
readonly record struct ObjectSymbol(string Name, int Section, ulong Offset, ulong Size, bool IsCode);
