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
            if (Resolve(graph, type.Id, path) is var (found, at))
                yield return Value(kernel, request.Address, found with { Name = path }, at);
            yield break;
        }

        foreach ((TypeMember member, long bits) in Flat(graph, type.Id, 0, 0).Take(MostMembers))
        {
            yield return Value(kernel, request.Address, member, bits);
        }
    }

    /// <summary>The member at a path: <c>thread.sp</c>.</summary>
    internal static (TypeMember Member, long Bits)? Resolve(TypeGraph graph, int type, string path)
    {
        (TypeMember Member, long Bits)? found = null;
        foreach (string name in path.Split('.'))
        {
            long before = found?.Bits ?? 0;
            int outer = found is { } last ? graph.Strip(last.Member.Type).Id : type;
            found = Flat(graph, outer, 0, 0).Take(MostMembers).Where(m => m.Member.Name == name).Select(m => ((TypeMember, long)?)(m.Member, before + m.Bits)).FirstOrDefault();
            if (found is null)
                return null;
        }

        return found;
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

    static MemberValue Value(DumpedKernel kernel, ulong address, TypeMember member, long bits)
    {
        TypeGraph graph = kernel.Graph!;
        (string name, int type, int bitWidth) = (member.Name, member.Type, member.BitSize);
        long size = graph.SizeOf(type);
        // A bit field lies in a word of its own type's size.
        long offset = bitWidth > 0 && size > 0 ? bits / 8 / size * size : bits / 8;
        int bitOffset = (int)(bits - offset * 8);
        TypeEntry bare = graph.Strip(type);
        ulong at = unchecked(address + (ulong)offset);
        string typeName = graph.NameOf(type);
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
        return new MemberValue(name, typeName, offset, size, state, bitWidth is > 0 and < 64 ? word >> bitOffset & ((1UL << bitWidth) - 1) : word, null, bare.Kind == TypeKind.Pointer);
    }
}
