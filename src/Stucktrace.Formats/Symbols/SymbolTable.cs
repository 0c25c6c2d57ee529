using System.Collections.Immutable;

namespace Stucktrace.Formats.Symbols;

/// <summary>The symbols of a kernel, by name and by address: from System.map, /proc/kallsyms, or vmlinux.</summary>
public sealed class SymbolTable
{
    readonly KernelSymbol[] _symbols;
    readonly Lazy<Dictionary<string, int>> _byName;

    /// <summary>Makes a table.</summary>
    /// <param name="symbols">Symbols in any order; the array is sorted in place.</param>
    public SymbolTable(KernelSymbol[] symbols)
    {
        Array.Sort(symbols, static (a, b) => a.Address != b.Address ? a.Address.CompareTo(b.Address) : string.CompareOrdinal(a.Name, b.Name));
        _symbols = symbols;
        _byName = new(() =>
        {
            Dictionary<string, int> names = new(_symbols.Length, StringComparer.Ordinal);
            for (int i = 0; i < _symbols.Length; i++)
                names.TryAdd(_symbols[i].Name, i);
            return names;
        });
    }

    /// <summary>How many symbols there are.</summary>
    public int Count => _symbols.Length;

    /// <summary>All symbols by address.</summary>
    public ImmutableArray<KernelSymbol> Symbols => System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(_symbols);

    /// <summary>Address of the first symbol of a name, or null.</summary>
    /// <param name="name">Name.</param>
    public ulong? Find(string name) => _byName.Value.TryGetValue(name, out int index) ? _symbols[index].Address : null;

    /// <summary>The symbol that an address lies in or behind, and how far.</summary>
    /// <param name="address">Address as linked.</param>
    /// <returns>Null below the first symbol.</returns>
    public (KernelSymbol Symbol, ulong Offset)? At(ulong address)
    {
        int low = 0, high = _symbols.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_symbols[middle].Address <= address)
                low = middle + 1;
            else
                high = middle;
        }

        if (low == 0)
            return null;
        // Of several names for one address a global one says most.
        int best = low - 1;
        for (int i = low - 1; i >= 0 && low - i < 16 && _symbols[i].Address == _symbols[low - 1].Address; i--)
        {
            if (char.IsAsciiLetterUpper(_symbols[i].Kind))
                best = i;
        }

        return (_symbols[best], address - _symbols[best].Address);
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
}
