using Stucktrace.Formats.Elf;

namespace Stucktrace.Code;

/// <summary>The functions that the symbol table names, and the cold parts that it names after them.</summary>
sealed class SymbolFunctions
{
    // Function symbols by place; a symbol belongs to the source file whose symbol stands before it, global ones (which follow all files) to none.
    readonly Dictionary<(int File, string Name), ulong> _byName = [];
    readonly Dictionary<string, ulong> _unique = new(StringComparer.Ordinal);
    readonly List<(ulong Address, ulong Size, int File, string Name)> _cold = [];

    /// <summary>Functions by address.</summary>
    internal SortedDictionary<ulong, FunctionDraft> Functions { get; } = [];

    /// <summary>What stands before functions and has a symbol of its own: room for call-depth tracking, type hashes. No functions.</summary>
    internal List<CodeRange> Prefixes { get; } = [];

    internal static SymbolFunctions Read(CodeMap map)
    {
        var found = new SymbolFunctions();
        int file = 0;
        foreach (ref readonly ElfSymbol symbol in map.Image.Elf.Symbols.AsSpan())
        {
            if (symbol.Type == ElfSymbolType.File)
                file = symbol.Index;
            if (symbol.Type == ElfSymbolType.Function && symbol.Name.Length > 0 &&
                map.Image.AddressOf(new SectionOffset(symbol.SectionIndex, symbol.Value)) is { } address && map.SectionAt(address) is { } section)
            {
                ulong room = section.Address + (ulong)section.Length - address;
                found.Add(symbol, address, Math.Min(symbol.Size, room), symbol.Binding == ElfBinding.Local ? file : 0);
            }
        }

        found.JoinColdParts();
        return found;
    }

    void Add(in ElfSymbol symbol, ulong address, ulong size, int file)
    {
        // tools/objtool/elf.c (6.2 to 6.12) and clang's kCFI.
        if (symbol.Name.StartsWith("__pfx_", StringComparison.Ordinal) || symbol.Name.StartsWith("__cfi_", StringComparison.Ordinal))
        {
            Prefixes.Add(new CodeRange(address, size));
            return;
        }

        if (ColdSuffix(symbol.Name) > 0)
        {
            _cold.Add((address, size, file, symbol.Name));
            return;
        }

        if (Functions.TryGetValue(address, out FunctionDraft? known))
        {
            // The first symbol of an address is the one that kernels print.
            known.Aliases.Add(symbol.Name);
            known.Size = Math.Max(known.Size, size);
        }
        else
        {
            Functions[address] = new FunctionDraft(address, symbol.Name, FunctionNameSource.Symbol) { Size = size };
        }

        _byName.TryAdd((file, symbol.Name), address);
        if (!_unique.TryAdd(symbol.Name, address) && _unique[symbol.Name] != address)
            _unique[symbol.Name] = 0;
    }

    void JoinColdParts()
    {
        foreach ((ulong address, ulong size, int file, string name) in _cold)
        {
            string parent = name[..ColdSuffix(name)];
            if (size > 0 && (_byName.TryGetValue((file, parent), out ulong entry) || _byName.TryGetValue((0, parent), out entry) ||
                (_unique.TryGetValue(parent, out entry) && entry != 0)))
            {
                Functions[entry].Parts.Add(new CodeRange(address, size));
            }
            else
            {
                Functions.TryAdd(address, new FunctionDraft(address, name, FunctionNameSource.Symbol) { Size = size });
            }
        }
    }

    /// <summary>Where the suffix of a cold part begins: <c>f.cold</c>, <c>f.cold.12</c> (gcc since 8), <c>f.isra.0.cold</c>; -1 for other names.</summary>
    static int ColdSuffix(string name)
    {
        int at = name.LastIndexOf(".cold", StringComparison.Ordinal);
        if (at <= 0)
            return -1;
        ReadOnlySpan<char> rest = name.AsSpan(at + 5);
        return rest.Length == 0 || (rest.Length > 1 && rest[0] == '.' && !rest[1..].ContainsAnyExceptInRange('0', '9')) ? at : -1;
    }
}
