using System.Collections.Concurrent;
using Stucktrace.Formats.DebugInfo;

namespace Stucktrace.Formats.Vmcore.Types;

/// <summary>Layouts out of types: the kernel's BTF, or the debug information of a symbol file.</summary>
/// <param name="graph">The types.</param>
/// <param name="source">Where they come from.</param>
sealed class GraphTypes(TypeGraph graph, LayoutSource source) : IKernelTypes
{
    const int DeepestNesting = 16, MostMembers = 100_000;

    readonly ConcurrentDictionary<(string, string), FieldPlace?> _places = new();

    public FieldPlace? Field(string structure, string path) =>
        _places.GetOrAdd((structure, path), static (key, self) => self.Resolve(key.Item1, key.Item2), this);

    public long? SizeOf(string structure) => Find(structure) is { } id && graph.SizeOf(id) is > 0 and var size ? size : null;

    int? Find(string structure)
    {
        TypeEntry? found = graph.FindStruct(structure) ?? graph.Find(TypeKind.Union, structure);
        if (found is null && graph.Find(TypeKind.Typedef, structure) is { } alias)
            found = graph.Strip(alias.Id);
        return found is { Kind: TypeKind.Struct or TypeKind.Union } type ? type.Id : null;
    }

    FieldPlace? Resolve(string structure, string path)
    {
        if (Find(structure) is not { } type)
            return null;
        long bits = 0;
        TypeMember member = default;
        foreach (string name in path.Split('.'))
        {
            int members = 0;
            if (Member(type, name, 0, 0, ref members) is not { } found)
                return null;
            bits += found.BitOffset;
            (member, type) = (found, graph.StripId(found.Type));
        }

        return member.BitSize > 0 ? BitField(bits, member) : new FieldPlace(bits / 8, graph.SizeOf(member.Type), source);
    }

    /// <summary>A member, through members without names; its offset counts from the struct that the search began in.</summary>
    TypeMember? Member(int type, string name, long bits, int depth, ref int members)
    {
        foreach (TypeMember member in graph.MembersOf(type))
        {
            if (++members > MostMembers)
                return null;
            if (member.Name.Equals(name, StringComparison.Ordinal))
                return member with { BitOffset = bits + member.BitOffset };
            if (member.Name.Length == 0 && depth < DeepestNesting && Member(graph.StripId(member.Type), name, bits + member.BitOffset, depth + 1, ref members) is { } inner)
                return inner;
        }

        return null;
    }

    FieldPlace BitField(long bits, in TypeMember member)
    {
        long width = Math.Clamp(graph.SizeOf(member.Type), 1, sizeof(ulong)) * 8, word = bits / width * width;
        return new FieldPlace(word / 8, width / 8, source, (int)(bits - word), member.BitSize);
    }
}
