using Stucktrace.Formats.Elf;

namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>
/// How the kernel's loader lays a module's text out, and how kallsyms then names places in it. All executable sections that stay after loading stand
/// one behind the other, in the order of the file, each at its alignment, from a page boundary on (kernel/module: layout_sections(), 2.6.32 to 6.x);
/// those of the init part have an area of their own. kallsyms takes a function to reach to the next symbol, or to the end of the text.
/// </summary>
public sealed class LoadedLayout
{
    const ulong Page = 4096;

    readonly ElfFile _elf;
    readonly Dictionary<int, ulong> _starts = [];
    readonly List<(ulong Start, ElfSection Section)> _core = [];
    readonly Lazy<ILookup<string, LoadedSymbol>> _symbols;
    ulong[] _boundaries = [];
    bool _hasLocal;

    /// <summary>Lays a module out.</summary>
    /// <param name="elf">The module file.</param>
    public LoadedLayout(ElfFile elf)
    {
        _elf = elf;
        ulong end = 0, initEnd = 0;
        foreach (ElfSection section in elf.Sections)
        {
            if (!section.IsCode || !section.IsAllocated || section.Size <= 0)
                continue;
            ref ulong limit = ref section.IsInit ? ref initEnd : ref end;
            ulong alignment = Math.Clamp(section.Alignment, 1, Page);
            limit = (limit + alignment - 1) / alignment * alignment;
            _starts[section.Index] = limit;
            if (!section.IsInit)
                _core.Add((limit, section));
            limit += (ulong)section.Size;
        }

        TextSize = end;
        _symbols = new Lazy<ILookup<string, LoadedSymbol>>(ReadSymbols);
    }

    /// <summary>Bytes from the first to the last instruction of what stays loaded.</summary>
    public ulong TextSize { get; }

    /// <summary>True when the file names its own functions; a stripped one has at most a few names left that others need.</summary>
    public bool HasSymbols => _symbols.Value.Count > 0 && _hasLocal;

    /// <summary>The symbols of a name that lie in code; static functions may share one.</summary>
    /// <param name="name">Name.</param>
    public IEnumerable<LoadedSymbol> Named(string name) => _symbols.Value[name];

    /// <summary>Distance of a place from the start of the loaded text (or of the init text); null for a section that holds no code.</summary>
    /// <param name="place">Place in the file.</param>
    public ulong? Distance(SectionOffset place) => _starts.TryGetValue(place.Section, out ulong start) ? start + place.Offset : null;

    /// <summary>The place at a distance from the start of the loaded text; null in the gaps and beyond the end.</summary>
    /// <param name="distance">Distance.</param>
    public SectionOffset? At(ulong distance)
    {
        foreach ((ulong start, ElfSection section) in _core)
        {
            if (distance - start < (ulong)section.Size)
                return new SectionOffset(section.Index, distance - start);
        }

        return null;
    }

    /// <summary>Where a name with an offset leads: kallsyms counts on from the symbol, into the next section if need be.</summary>
    /// <param name="symbol">Symbol.</param>
    /// <param name="offset">Offset from it.</param>
    public SectionOffset? At(LoadedSymbol symbol, ulong offset)
    {
        if (symbol.IsInit)
            return new SectionOffset(symbol.Place.Section, symbol.Place.Offset + offset);
        return At(symbol.Distance + offset);
    }

    /// <summary>True when kallsyms prints this size for a function of this file; null where that can't be told (init text, whose area is printed instead).</summary>
    /// <param name="symbol">Symbol.</param>
    /// <param name="printed">The size behind the slash.</param>
    public bool? HasSize(LoadedSymbol symbol, ulong printed)
    {
        if (symbol.IsInit)
            return null;
        ulong size = SizeOf(symbol);
        bool last = symbol.Distance + size == TextSize;

        // The last one reaches to the end of the text, which is padded to a page where text and data are protected from each other.
        return size == printed || (last && symbol.Distance + printed == (TextSize + Page - 1) / Page * Page);
    }

    /// <summary>Size that kallsyms prints: to the next symbol, or to the end of the text.</summary>
    /// <param name="symbol">Symbol.</param>
    public ulong SizeOf(LoadedSymbol symbol)
    {
        _ = _symbols.Value;
        int at = Array.BinarySearch(_boundaries, symbol.Distance + 1);
        at = at < 0 ? ~at : at;
        return (at < _boundaries.Length ? _boundaries[at] : TextSize) - symbol.Distance;
    }

    // What kallsyms keeps: named symbols in executable sections (is_core_symbol(); without CONFIG_KALLSYMS_ALL, which adds data only).
    ILookup<string, LoadedSymbol> ReadSymbols()
    {
        List<LoadedSymbol> found = [];
        foreach (ElfSymbol symbol in _elf.Symbols)
        {
            // ".L…" and "$x" are mapping symbols (include/linux/module_symbol.h).
            if (symbol.Name.Length == 0 || symbol.Type is ElfSymbolType.Section or ElfSymbolType.File || symbol.Name.StartsWith(".L", StringComparison.Ordinal) || symbol.Name[0] == '$')
                continue;
            _hasLocal |= symbol is { Binding: ElfBinding.Local, Type: ElfSymbolType.Function };
            if (_elf.SectionAt(symbol.SectionIndex) is { } section && Distance(new SectionOffset(symbol.SectionIndex, symbol.Value)) is { } distance)
                found.Add(new LoadedSymbol(symbol.Name, new SectionOffset(symbol.SectionIndex, symbol.Value), distance, symbol.Size, section.IsInit));
        }

        _boundaries = [.. found.Where(s => !s.IsInit).Select(s => s.Distance).Distinct().Order()];
        return found.ToLookup(s => s.Name, StringComparer.Ordinal);
    }
}
