using System.Collections.Immutable;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Code;

/// <summary>The image's symbols by address, sorted when they are first asked for.</summary>
sealed class ImageSymbols(ModuleImage image)
{
    (ulong Address, ElfSymbol Symbol)[]? _byAddress;
    Dictionary<string, ulong>? _byName;

    internal SymbolReference? Describe(ulong address)
    {
        if (image.ExternalAt(address) is { } external)
            return new SymbolReference(external.Name, address - external.Address, true, null, 0);
        if (image.SectionAt(address) is not { } section)
            return null;
        ulong offset = address - section.Address;
        (ulong Address, ElfSymbol Symbol)[] all = Sorted();
        for (int i = FirstAfter(all, address) - 1, tries = 0; i >= 0 && tries < 8 && all[i].Address >= section.Address; i--, tries++)
        {
            ElfSymbol symbol = all[i].Symbol;
            ulong distance = address - all[i].Address;
            // The first symbol of an address is the one that a kernel prints.
            if (distance < symbol.Size || distance == 0 || (symbol.Size == 0 && section.IsCode))
                return new SymbolReference(all[First(all, i)].Symbol.Name, distance, false, section.Name, offset);
        }

        return new SymbolReference(section.Name, offset, false, section.Name, offset);
    }

    internal ImmutableArray<ElfSymbol> At(ulong address)
    {
        (ulong Address, ElfSymbol Symbol)[] all = Sorted();
        int end = FirstAfter(all, address);
        if (end == 0 || all[end - 1].Address != address)
            return [];
        return [.. all[First(all, end - 1)..end].Select(s => s.Symbol)];
    }

    internal ulong? AddressOf(string name)
    {
        if (_byName is null)
        {
            var names = new Dictionary<string, ulong>(StringComparer.Ordinal);
            foreach ((ulong address, ElfSymbol symbol) in Sorted())
                names.TryAdd(symbol.Name, address);
            foreach (ExternalSymbol external in image.Externals)
                names.TryAdd(external.Name, external.Address);
            _byName = names;
        }

        return _byName.TryGetValue(name, out ulong found) ? found : null;
    }

    internal ReadOnlySpan<(ulong Address, ElfSymbol Symbol)> All => Sorted();

    static int First((ulong Address, ElfSymbol Symbol)[] all, int index)
    {
        while (index > 0 && all[index - 1].Address == all[index].Address)
            index--;
        return index;
    }

    static int FirstAfter((ulong Address, ElfSymbol Symbol)[] all, ulong address)
    {
        int low = 0, high = all.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (all[middle].Address <= address)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    (ulong Address, ElfSymbol Symbol)[] Sorted()
    {
        if (_byAddress is { } sorted)
            return sorted;
        List<(ulong Address, ElfSymbol Symbol)> all = [];
        foreach (ref readonly ElfSymbol symbol in image.Elf.Symbols.AsSpan())
        {
            if (symbol.Type is not (ElfSymbolType.Section or ElfSymbolType.File) && symbol.Name.Length > 0 &&
                image.AddressOf(new SectionOffset(symbol.SectionIndex, symbol.Value)) is { } address)
            {
                all.Add((address, symbol));
            }
        }

        sorted = [.. all];
        Array.Sort(sorted, static (a, b) => a.Address != b.Address ? a.Address.CompareTo(b.Address) : a.Symbol.Index.CompareTo(b.Symbol.Index));
        return _byAddress = sorted;
    }
}
