using Stucktrace.Formats.DebugInfo;

namespace Stucktrace.Code.Loops;

/// <summary>Names for fields of structures, from whatever type information there is for the kernel that the module was built for.</summary>
/// <param name="source">Where the names come from.</param>
/// <param name="memberAt">Gives the path of the member at an offset (in bytes) of a structure, or null.</param>
public sealed class TypeInfo(FieldNameSource source, Func<string, long, string?> memberAt)
{
    /// <summary>Where the names come from.</summary>
    public FieldNameSource Source { get; } = source;

    /// <summary>The member at an offset of a structure, such as <c>tasks.next</c>; null when there is none or the structure is not known.</summary>
    /// <param name="structure">Structure, such as <c>task_struct</c>.</param>
    /// <param name="offset">Offset in bytes.</param>
    public string? MemberAt(string structure, long offset) => memberAt(structure, offset);

    /// <summary>Names from type information.</summary>
    /// <param name="types">The kernel's types, or the module's over them.</param>
    /// <param name="source">Whether they are BTF or DWARF.</param>
    public static TypeInfo Of(TypeGraph types, FieldNameSource source = FieldNameSource.Btf) => new(source, (structure, offset) =>
        types.FindStruct(structure) is { } found ? types.MemberPath(found.Id, offset, 0)?.Path : null);
}
