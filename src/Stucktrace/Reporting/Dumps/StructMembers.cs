using Stucktrace.Dump.Reading;
using Stucktrace.Formats.DebugInfo;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Reporting.Dumps;

/// <summary>The members of a struct in memory by the kernel's types; those of anonymous members belong to the outer one.</summary>
static class StructMembers
{
    const int MostMembers = 2000, MostText = 256, Deepest = 16;

    internal static IEnumerable<MemberValue> Of(DumpedKernel kernel, MemoryRequest request, TypeEntry type)
    {
        TypeGraph graph = kernel.Graph!;
        if (request.Field is { } path)
        {
            if (kernel.Types.Field(type.Name, path) is { } place)
                yield return Value(kernel, request.Address, path, place.Offset, place.Size, place.BitOffset, place.BitWidth, graph.MemberPath(type.Id, place.Offset, (int)Math.Min(place.Size, 8))?.Type ?? 0);
            yield break;
        }

        foreach ((TypeMember member, long bits) in Flat(graph, type.Id, 0, 0).Take(MostMembers))
        {
            // A bit field lies in a word of its own type's size, or runs over into the next byte.
            long size = graph.SizeOf(member.Type), offset = member.BitSize > 0 ? bits / 8 / Math.Max(size, 1) * Math.Max(size, 1) : bits / 8;
            yield return Value(kernel, request.Address, member.Name, offset, size, member.BitSize > 0 ? (int)(bits - offset * 8) : 0, member.BitSize, member.Type);
        }
    }

    static IEnumerable<(TypeMember Member, long Bits)> Flat(TypeGraph graph, int id, long bits, int depth)
    {
        foreach (TypeMember member in graph.MembersOf(id))
        {
            if (member.Name.Length > 0)
            {
                yield return (member, bits + member.BitOffset);
                continue;
            }

            foreach ((TypeMember Member, long Bits) inner in depth < Deepest ? Flat(graph, graph.Strip(member.Type).Id, bits + member.BitOffset, depth + 1) : [])
                yield return inner;
        }
    }

    static MemberValue Value(DumpedKernel kernel, ulong address, string name, long offset, long size, int bitOffset, int bitWidth, int type)
    {
        TypeGraph graph = kernel.Graph!;
        TypeEntry bare = graph.Strip(type);
        ulong at = unchecked(address + (ulong)offset);
        string typeName = type == 0 ? string.Empty : graph.NameOf(type);
        bool isText = bare.Kind == TypeKind.Array && graph.Strip(bare.Target) is { Kind: TypeKind.Integer, Size: 1 };
        if (isText)
        {
            byte[] bytes = new byte[Math.Clamp(size, 0, MostText)];
            MemoryState there = kernel.Memory.Read(at, bytes);
            return new MemberValue(name, typeName, offset, size, there, null, there == MemoryState.Present ? KernelReader.TextOf(bytes) : null);
        }

        if (KernelReader.Width(size) is not { } width || bare.Kind is TypeKind.Array or TypeKind.Union)
        {
            byte[] first = new byte[Math.Clamp(size, 0, MostText)];
            return new MemberValue(name, typeName, offset, size, kernel.Memory.Read(at, first), null, null);
        }

        MemoryState state = kernel.Memory.ReadNumber(at, width, out ulong word);
        return new MemberValue(name, typeName, offset, size, state, bitWidth is > 0 and < 64 ? word >> bitOffset & ((1UL << bitWidth) - 1) : word, null);
    }
}
