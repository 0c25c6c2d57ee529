using System.Collections.Immutable;
using System.Globalization;

namespace Stucktrace.Formats.DebugInfo;

/// <summary>
/// Looks for what lies at an offset of a struct. Unions and anonymous structs give several ways down; they are tried in the order of the source
/// with a list of what is left to try, and a bound on how much is tried.
/// </summary>
sealed class FieldSearch(TypeGraph graph)
{
    const int MostSteps = 512, DeepestNesting = 24, MostMembers = 200_000;

    readonly Stack<Place> _left = new();
    int _members;

    /// <summary>A type that the offset lies in, and how it was reached.</summary>
    readonly record struct Place(int Type, long Begin, string Path, int Depth);

    /// <summary>The member without members at an offset: the first one that fits exactly, else the first one that the access touches.</summary>
    internal FieldPath? Innermost(int root, long offset, int size)
    {
        FieldPath? touched = null;
        Walk(root, offset, (place, type, bits) =>
        {
            if (place.Path.Length == 0 || type.Kind is TypeKind.Struct or TypeKind.Union or TypeKind.Array)
                return false;
            long width = graph.SizeOf(place.Type);
            bool exact = bits == 0 && place.Begin == offset && (size == 0 || width == size);
            if (exact || touched is null)
                touched = Make(place, width, exact);
            return exact;
        });
        return touched;
    }

    /// <summary>The first member on the way down that begins at an offset and, where a name is given, is a struct of that name.</summary>
    internal FieldPath? Outermost(int root, long offset, string? structName)
    {
        FieldPath? found = null;
        Walk(root, offset, (place, type, _) =>
        {
            if (place.Begin != offset || place.Path.Length == 0 || place.Path.EndsWith('.'))
                return false;
            if (structName is not null && !(type.Kind == TypeKind.Struct && type.Name.Equals(structName, StringComparison.Ordinal)))
                return false;
            found = Make(place, graph.SizeOf(place.Type), true);
            return true;
        });
        return found;
    }

    FieldPath Make(Place place, long size, bool exact) => new(place.Path, place.Type, graph.NameOf(place.Type), place.Begin, size, exact);

    void Walk(int root, long offset, Func<Place, TypeEntry, int, bool> visit)
    {
        if (offset < 0)
            return;
        _left.Clear();
        _members = 0;
        _left.Push(new Place(root, 0, string.Empty, 0));
        for (int steps = 0; steps < MostSteps && _left.TryPop(out Place place); steps++)
        {
            TypeEntry type = graph.Strip(place.Type);
            if (visit(place, type, 0))
                return;
            if (place.Depth >= DeepestNesting)
                continue;
            if (type.Kind == TypeKind.Array)
                EnterArray(place, type, offset);
            else if (type.Kind is TypeKind.Struct or TypeKind.Union && EnterMembers(place, type, offset, visit))
                return;
        }
    }

    void EnterArray(Place place, in TypeEntry type, long offset)
    {
        long width = graph.SizeOf(type.Target);
        if (width <= 0)
            return;
        long index = (offset - place.Begin) / width;
        // An array without a length, as the last member, has any number of elements.
        if (type.Count > 0 && index >= type.Count)
            return;
        string path = string.Create(CultureInfo.InvariantCulture, $"{place.Path}[{index}]");
        _left.Push(new Place(type.Target, place.Begin + index * width, path, place.Depth + 1));
    }

    bool EnterMembers(Place place, in TypeEntry type, long offset, Func<Place, TypeEntry, int, bool> visit)
    {
        ImmutableArray<TypeMember> members = graph.MembersOf(type.Id);
        string prefix = place.Path.Length == 0 || place.Path.EndsWith('.') ? place.Path : place.Path + ".";
        _members += members.Length;
        if (_members > MostMembers || _left.Count > MostSteps)
            return false;
        // Backwards, because what is pushed last is tried first.
        for (int i = members.Length - 1; i >= 0; i--)
        {
            TypeMember member = members[i];
            long begin = place.Begin + member.Offset, size = graph.SizeOf(member.Type);
            bool open = size == 0 && i == members.Length - 1 && graph.Strip(member.Type).Kind == TypeKind.Array;
            if (offset < begin || (offset >= begin + size && !open))
                continue;
            Place next = new(member.Type, begin, prefix + member.Name, place.Depth + 1);
            if (member.BitSize == 0)
                _left.Push(next);
            else if (visit(next, graph.Strip(member.Type), member.BitSize))
                return true;
        }

        return false;
    }
}
