using System.Collections.Immutable;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Code;

/// <summary>Finds the functions of a module: from its symbols, and where those say nothing from everything that points at code.</summary>
static class FunctionFinder
{
    internal static ImmutableArray<Function> Find(CodeMap map)
    {
        var functions = new SortedDictionary<ulong, Function>();
        foreach (ref readonly ElfSymbol symbol in map.Image.Elf.Symbols.AsSpan())
        {
            if (symbol.Type != ElfSymbolType.Function || map.Image.AddressOf(new SectionOffset(symbol.SectionIndex, symbol.Value)) is not { } address ||
                map.SectionAt(address) is not { } section)
            {
                continue;
            }

            if (functions.TryGetValue(address, out Function? known))
                functions[address] = known with { Aliases = known.Aliases.Add(symbol.Name) };
            else
            {
                ulong size = Math.Clamp(symbol.Size, 1, (ulong)section.Length - symbol.Value);
                functions[address] = new Function { Name = symbol.Name, Source = FunctionNameSource.Symbol, Entry = address, Ranges = [new CodeRange(address, size)] };
            }
        }

        foreach (ulong entry in functions.Keys)
            map.Mark(entry, SiteMarks.Entry);
        return [.. functions.Values];
    }
}
