using System.Collections.Immutable;

namespace Stucktrace.Formats.Elf.Tables;

/// <summary>Collects what a module needs from elsewhere: its undefined symbols, with the CRCs that belong to them.</summary>
static class ImportReader
{
    internal static ImmutableArray<ImportedSymbol> Read(ElfFile file, ImmutableArray<SymbolVersion> versions, Vermagic? vermagic)
    {
        Dictionary<string, uint> crcs = new(versions.Length, StringComparer.Ordinal);
        foreach (SymbolVersion version in versions)
            crcs.TryAdd(version.Name, version.Crc);
        ImmutableArray<ImportedSymbol>.Builder imports = ImmutableArray.CreateBuilder<ImportedSymbol>();
        foreach (ElfSymbol symbol in file.Symbols)
        {
            if (!symbol.IsImport)
                continue;
            uint? crc = crcs.TryGetValue(symbol.Name, out uint value) ? value : null;
            imports.Add(new ImportedSymbol(symbol.Name, symbol.Index, crc, GplOnlyFacts.Find(symbol.Name, vermagic?.Release), symbol.Binding == ElfBinding.Weak));
        }

        return imports.ToImmutable();
    }
}
