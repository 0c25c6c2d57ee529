using System.Numerics;

namespace Stucktrace.Formats.DebugInfo;

/// <summary>Chains of types whose names have the same hash, so that a struct is found without looking at every type. Types of one chain come in their order.</summary>
sealed class BtfNameIndex
{
    // 0 ends a chain, else the number of a type in its file + 1.
    readonly int[] _first;
    readonly int[] _next;

    internal delegate ReadOnlySpan<byte> NameOf(int type);

    /// <param name="count">Number of types.</param>
    /// <param name="isNamed">True for the types that are looked for by name.</param>
    /// <param name="name">Gives a type's name.</param>
    internal BtfNameIndex(int count, Func<int, bool> isNamed, NameOf name)
    {
        _first = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(count / 2, 16))];
        _next = new int[count];
        for (int type = count - 1; type >= 0; type--)
        {
            if (!isNamed(type))
                continue;
            ref int first = ref _first[Place(name(type))];
            (_next[type], first) = (first, type + 1);
        }
    }

    internal IEnumerable<int> WithHashOf(byte[] name)
    {
        for (int link = _first[Place(name)]; link != 0; link = _next[link - 1])
            yield return link - 1;
    }

    int Place(ReadOnlySpan<byte> name)
    {
        HashCode hash = default;
        hash.AddBytes(name);
        return hash.ToHashCode() & (_first.Length - 1);
    }
}
