namespace Stucktrace.Formats.DebugInfo;

/// <summary>One member of a struct or union.</summary>
/// <param name="Name">Name; empty for an anonymous struct or union, whose members belong to the outer one.</param>
/// <param name="Type">Its type.</param>
/// <param name="BitOffset">Where it begins, in bits.</param>
/// <param name="BitSize">Width of a bit field, 0 for other members.</param>
public readonly record struct TypeMember(string Name, int Type, long BitOffset, int BitSize)
{
    /// <summary>Where it begins, in bytes.</summary>
    public long Offset => BitOffset / 8;
}
