using System.Collections.Immutable;
using System.Text;

namespace Stucktrace.Formats.Symbols;

/// <summary>
/// The symbols of a kernel or module, by name and by address: from System.map, /proc/kallsyms, vmlinux, or a dump. Names are kept as bytes in one piece and
/// become strings when they are asked for: a kernel has 200,000 of them, and a diagnosis wants some hundred.
/// </summary>
public sealed class SymbolTable
{
    readonly SymbolColumns _columns;
    readonly bool _kernelOrder;
    readonly Lazy<SymbolNameIndex> _byName;

    /// <param name="columns">The symbols.</param>
    /// <param name="kernelOrder">True when the first of several symbols at one address is the one that the kernel itself would print.</param>
    internal SymbolTable(SymbolColumns columns, bool kernelOrder = false)
    {
        _columns = columns.Sorted();
        _kernelOrder = kernelOrder;
        _byName = new(() => new SymbolNameIndex(_columns));
    }

    /// <summary>Makes a table of symbols in any order.</summary>
    /// <param name="symbols">The symbols.</param>
    public SymbolTable(IReadOnlyCollection<KernelSymbol> symbols)
        : this(SymbolColumns.Of(symbols))
    {
    }

    /// <summary>Is told which symbols are asked for; null when nobody wants to know.</summary>
    internal SymbolUse? Use { get; set; }

    /// <summary>How many symbols there are.</summary>
    public int Count => _columns.Count;

    /// <summary>All symbols by address. Makes a string of every name: for exports of the whole table.</summary>
    public ImmutableArray<KernelSymbol> Symbols => [.. Enumerable.Range(0, Count).Select(i => this[i])];

    /// <summary>The symbol at a place in the order of addresses.</summary>
    /// <param name="index">Place, from 0.</param>
    public KernelSymbol this[int index]
    {
        get
        {
            Use?.Mark(index);
            return new(_columns.Addresses[index], (char)_columns.Kinds[index], Encoding.UTF8.GetString(_columns.Name(index)));
        }
    }

    /// <summary>Address of the first symbol of a name, or null.</summary>
    /// <param name="name">Name.</param>
    public ulong? Find(string name)
    {
        if (_byName.Value.Find(name) is not { } index)
            return null;
        Use?.Mark(index);
        return _columns.Addresses[index];
    }

    /// <summary>The symbol that an address lies in or behind, and how far.</summary>
    /// <param name="address">Address.</param>
    /// <returns>Null below the first symbol.</returns>
    public (KernelSymbol Symbol, ulong Offset)? At(ulong address)
    {
        int last = _columns.LastAtOrBelow(address);
        if (last < 0)
            return null;
        ulong start = _columns.Addresses[last];
        int best = last;
        // Of several names for one address: the one that the kernel prints, or where that is not known a global one, which says most.
        for (int i = last; i >= 0 && last - i < MostNamesLookedAt && _columns.Addresses[i] == start; i--)
        {
            if (_kernelOrder || char.IsAsciiLetterUpper((char)_columns.Kinds[i]) || !char.IsAsciiLetterUpper((char)_columns.Kinds[best]))
                best = i;
        }

        // A nameless symbol is where those end that an extract has: nothing is known of what follows.
        return this[best] is { Name.Length: > 0 } found ? (found, address - start) : null;
    }

    /// <summary>Address of the next symbol that is not at the same address: where a symbol without a size ends at the latest.</summary>
    /// <param name="address">Address.</param>
    /// <returns>Null behind the last symbol.</returns>
    public ulong? NextAfter(ulong address)
    {
        int next = _columns.LastAtOrBelow(address) + 1;
        return next < Count ? _columns.Addresses[next] : null;
    }

    /// <summary>The same symbols in an image that was moved: those of the image, not the offsets of per-CPU variables.</summary>
    /// <param name="distance">How far it was moved.</param>
    internal SymbolTable MovedBy(ulong distance) =>
        new(_columns with { Addresses = Array.ConvertAll(_columns.Addresses, a => a >= LowestImageAddress ? unchecked(a + distance) : a) }, _kernelOrder);

    /// <summary>All symbols at exactly an address, as many as are looked at there.</summary>
    /// <param name="address">Address.</param>
    public IEnumerable<KernelSymbol> AllAt(ulong address)
    {
        int last = _columns.LastAtOrBelow(address);
        for (int i = last; i >= 0 && last - i < MostNamesLookedAt && _columns.Addresses[i] == address; i--)
            yield return this[i];
    }

    /// <summary>The symbols whose names begin with one of some texts, by address; no other name becomes a string.</summary>
    /// <param name="prefixes">Texts.</param>
    public IEnumerable<KernelSymbol> Starting(IEnumerable<string> prefixes)
    {
        byte[][] wanted = [.. prefixes.Select(Encoding.UTF8.GetBytes)];
        for (int i = 0; i < Count; i++)
        {
            foreach (byte[] prefix in wanted)
            {
                if (!_columns.Name(i).StartsWith(prefix))
                    continue;
                yield return this[i];
                break;
            }
        }
    }

    /// <summary>
    /// True when the kernel exports a symbol to GPL-compatible modules only, false when it exports it to all, null when it does not export it or when
    /// the file does not tell: the export's entry (__ksymtab_NAME) lies in the table of one or the other.
    /// </summary>
    /// <param name="name">Name.</param>
    public bool? IsGplOnly(string name)
    {
        if (Find("__ksymtab_" + name) is not { } entry || Find("__start___ksymtab_gpl") is not { } start || Find("__stop___ksymtab_gpl") is not { } end)
            return null;
        return entry >= start && entry < end;
    }

    const int MostNamesLookedAt = 64;
    const ulong LowestImageAddress = 0xffff_ffff_8000_0000;
}
