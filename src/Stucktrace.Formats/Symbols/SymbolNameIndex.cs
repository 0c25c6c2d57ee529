using System.Numerics;
using System.Text;

namespace Stucktrace.Formats.Symbols;

/// <summary>Finds symbols by name: an open table of numbers of symbols, placed by the hash of their names. Of several with one name the first is kept.</summary>
sealed class SymbolNameIndex
{
    readonly SymbolColumns _columns;

    // 0 is a free place, else the number of a symbol + 1. At most half of it is used.
    readonly int[] _places;

    internal SymbolNameIndex(SymbolColumns columns)
    {
        _columns = columns;
        _places = new int[BitOperations.RoundUpToPowerOf2((uint)columns.Count * 2 + 2)];
        for (int i = 0; i < columns.Count; i++)
        {
            ref int place = ref Place(columns.Name(i));
            if (place == 0)
                place = i + 1;
        }
    }

    internal int? Find(string name)
    {
        int place = Place(Encoding.UTF8.GetBytes(name));
        return place == 0 ? null : place - 1;
    }

    /// <summary>Where a name is, or where it would be.</summary>
    ref int Place(ReadOnlySpan<byte> name)
    {
        // Seeded anew in each process: no file can be made in which all names fall on one place.
        HashCode hash = default;
        hash.AddBytes(name);
        int at = hash.ToHashCode() & (_places.Length - 1);
        while (_places[at] != 0 && !_columns.Name(_places[at] - 1).SequenceEqual(name))
            at = (at + 1) & (_places.Length - 1);
        return ref _places[at];
    }
}
