namespace Stucktrace.Formats.DebugInfo;

/// <summary>One type.</summary>
/// <param name="Id">Its number in the graph; 0 is void.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Name, empty for anonymous ones.</param>
/// <param name="Size">Size in bytes where the kind has one of its own, else 0; see <see cref="TypeGraph.SizeOf"/>.</param>
/// <param name="Target">The type that a pointer, array, typedef, qualifier, function or variable is made of, or 0.</param>
/// <param name="Count">Elements of an array, members of a struct, values of an enum, parameters of a prototype.</param>
public readonly record struct TypeEntry(int Id, TypeKind Kind, string Name, long Size, int Target, long Count);
