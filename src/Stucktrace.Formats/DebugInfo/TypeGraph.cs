using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;

namespace Stucktrace.Formats.DebugInfo;

/// <summary>
/// Types of C, read from BTF or DWARF. Types refer to each other by number, in circles too when the file is damaged: every walk here is bounded.
/// Safe to be read by several threads.
/// </summary>
public abstract class TypeGraph
{
    const int LongestChain = 64;

    readonly ConcurrentDictionary<int, ImmutableArray<TypeMember>> _members = new();
    readonly ConcurrentDictionary<(TypeKind, string), int> _found = new();

    /// <summary>How many types there are; numbers run from 1, 0 is void.</summary>
    public abstract int Count { get; }

    /// <summary>The type with a number; void for numbers beyond.</summary>
    /// <param name="id">Number.</param>
    public TypeEntry At(int id) => Shape(id) with { Name = NameAt(id) };

    /// <summary>The members of a struct or union, in the order of the source; empty for other types.</summary>
    /// <param name="id">Number of the type.</param>
    public ImmutableArray<TypeMember> MembersOf(int id) => _members.GetOrAdd(id, static (i, graph) => graph.ReadMembers(i), this);

    /// <summary>The struct of a name, or null. Where several have the name, the first that has members.</summary>
    /// <param name="name">Name without the word struct.</param>
    public TypeEntry? FindStruct(string name) => Find(TypeKind.Struct, name);

    /// <summary>The type of a kind and name, or null.</summary>
    /// <param name="kind">Kind.</param>
    /// <param name="name">Name.</param>
    public TypeEntry? Find(TypeKind kind, string name)
    {
        if (name.Length == 0)
            return null;
        int id = _found.GetOrAdd((kind, name), static (key, graph) => graph.Search(key.Item1, key.Item2), this);
        return id == 0 ? null : At(id);
    }

    /// <summary>What a function takes and returns, or null when it is not described.</summary>
    /// <param name="name">Name of the function.</param>
    public abstract FunctionSignature? FindFunction(string name);

    /// <summary>Takes typedefs and qualifiers off.</summary>
    /// <param name="id">Number of a type.</param>
    /// <returns>The type beneath; void when there are more of them than any source has.</returns>
    public TypeEntry Strip(int id)
    {
        int bare = StripId(id);
        return At(bare);
    }

    /// <summary>Size of a type in bytes; 0 when it has none.</summary>
    /// <param name="id">Number of the type.</param>
    public long SizeOf(int id)
    {
        long times = 1;
        for (int i = 0; i < LongestChain; i++)
        {
            TypeEntry type = Shape(StripId(id));
            if (type.Kind != TypeKind.Array)
                return Multiply(times, type.Kind == TypeKind.Pointer ? 8 : type.Size);
            times = Multiply(times, type.Count);
            id = type.Target;
        }

        return 0;
    }

    /// <summary>What an access to a struct touches, down to the member that has no members itself: <c>tasks.next</c>.</summary>
    /// <param name="id">Number of the struct.</param>
    /// <param name="offset">Where the access begins, in bytes.</param>
    /// <param name="size">How many bytes it takes; 0 when that is not known.</param>
    /// <returns>Null when nothing is there.</returns>
    public FieldPath? MemberPath(int id, long offset, int size) => new FieldSearch(this).Innermost(id, offset, size);

    /// <summary>The outermost member that begins at an offset: <c>tasks</c> where <see cref="MemberPath"/> says <c>tasks.next</c>.</summary>
    /// <param name="id">Number of the struct.</param>
    /// <param name="offset">Offset in bytes.</param>
    public FieldPath? MemberAt(int id, long offset) => new FieldSearch(this).Outermost(id, offset, null);

    /// <summary>Every named struct that has a member of a struct type at an offset: which structs could be walked through their node at 0x890?</summary>
    /// <param name="memberType">Name of the member's struct type, such as <c>list_head</c>.</param>
    /// <param name="offset">Offset in bytes.</param>
    public IEnumerable<(TypeEntry Struct, FieldPath Member)> StructsWith(string memberType, long offset)
    {
        for (int id = 1; id < Count; id++)
        {
            TypeEntry type = Shape(id);
            if (type.Kind == TypeKind.Struct && type.Size > offset && NameAt(id).Length > 0 && new FieldSearch(this).Outermost(id, offset, memberType) is { } member)
                yield return (At(id), member);
        }
    }

    /// <summary>A type as C writes it: <c>struct list_head *</c>.</summary>
    /// <param name="id">Number of the type.</param>
    public string NameOf(int id)
    {
        string after = string.Empty;
        for (int i = 0; i < LongestChain; i++)
        {
            TypeEntry type = At(id);
            switch (type.Kind)
            {
                case TypeKind.Pointer:
                    after = "*" + after;
                    break;
                case TypeKind.Array:
                    after += string.Create(CultureInfo.InvariantCulture, $"[{type.Count}]");
                    break;
                case TypeKind.Qualifier:
                    break;
                case TypeKind.Prototype:
                    return $"{NameOfReturn(type.Target)} ({after})()";
                default:
                    return after.Length == 0 ? Own(type) : $"{Own(type)} {after}";
            }

            id = type.Target;
        }

        return "?";

        string NameOfReturn(int target)
        {
            TypeEntry type = At(target);
            return type.Kind == TypeKind.Pointer ? $"{Own(Strip(type.Target))} *" : Own(type);
        }
    }

    /// <summary>A type without its name, which costs nothing to make.</summary>
    /// <param name="id">Number of the type.</param>
    protected internal abstract TypeEntry Shape(int id);

    /// <summary>The name of a type, empty where it has none.</summary>
    /// <param name="id">Number of the type.</param>
    protected internal abstract string NameAt(int id);

    /// <summary>Reads the members of a struct or union.</summary>
    /// <param name="id">Number of the type.</param>
    protected abstract ImmutableArray<TypeMember> ReadMembers(int id);

    /// <summary>Finds a type by name; 0 when there is none.</summary>
    /// <param name="kind">Kind.</param>
    /// <param name="name">Name.</param>
    protected abstract int Search(TypeKind kind, string name);

    /// <summary>Number of the type beneath typedefs and qualifiers; 0 for void and for circles.</summary>
    internal int StripId(int id)
    {
        for (int i = 0; i < LongestChain; i++)
        {
            TypeEntry type = Shape(id);
            if (type.Kind is not (TypeKind.Typedef or TypeKind.Qualifier))
                return type.Id;
            id = type.Target;
        }

        return 0;
    }

    internal static long Multiply(long a, long b) => a > 0 && b > 0 && a > int.MaxValue / b ? int.MaxValue : Math.Max(0, a * b);

    static string Own(in TypeEntry type)
    {
        string name = type.Name.Length == 0 ? "{…}" : type.Name;
        return type.Kind switch
        {
            TypeKind.Struct or TypeKind.Forward => "struct " + name,
            TypeKind.Union => "union " + name,
            TypeKind.Enum => "enum " + name,
            TypeKind.Void => "void",
            _ => name,
        };
    }
}
