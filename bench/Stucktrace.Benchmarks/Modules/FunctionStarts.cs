using System.Globalization;
using Stucktrace.Code;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Benchmarks.Modules;

/// <summary>Which functions are found when the symbols are not looked at, compared with those that the symbols name.</summary>
static class FunctionStarts
{
    internal static int Run(string folder, string? names)
    {
        long total = 0, found = 0, invented = 0;
        List<string> differences = [];
        ModuleFolder.ForEach(folder, path =>
        {
            if (ModuleFolder.Read(path) is not { } file)
                return;
            ModuleImage image = ModuleImage.Load(file);
            Dictionary<ulong, string> truth = Truth(image);
            var guesses = ModuleCode.Analyze(image, useSymbols: false).Functions.ToDictionary(f => f.Entry);
            Interlocked.Add(ref total, truth.Count);
            Interlocked.Add(ref found, truth.Keys.Count(guesses.ContainsKey));
            Interlocked.Add(ref invented, guesses.Keys.Count(g => !truth.ContainsKey(g)));
            if (names is null)
                return;
            lock (differences)
            {
                differences.AddRange(truth.Where(t => !guesses.ContainsKey(t.Key)).Select(t => $"missed\t{path}\t{Place(image, t.Key)}\t{t.Value}"));
                differences.AddRange(guesses.Values.Where(g => !truth.ContainsKey(g.Entry)).Select(g => $"invented\t{path}\t{Place(image, g.Entry)}\t{g.Source}\t{image.Describe(g.Entry)?.Name}+0x{image.Describe(g.Entry)?.Offset:x}"));
            }
        });
        if (names is not null)
            File.WriteAllLines(names, differences.Order(StringComparer.Ordinal));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{total} function starts named by symbols, {found} found without them ({100.0 * found / total:F3} %), {invented} invented ({100.0 * invented / total:F3} %)"));
        return 0;
    }

    static string Place(ModuleImage image, ulong address) => image.Locate(address) is { } place ? $"{image.Elf.Sections[place.Section].Name}+0x{place.Offset:x}" : "?";

    // Cold parts are parts of their function, not functions; aliases of an address are one.
    static Dictionary<ulong, string> Truth(ModuleImage image)
    {
        Dictionary<ulong, string> truth = [];
        foreach (ElfSymbol symbol in image.Elf.Symbols)
        {
            if (symbol.Type == ElfSymbolType.Function && !symbol.Name.Contains(".cold", StringComparison.Ordinal) &&
                image.AddressOf(new SectionOffset(symbol.SectionIndex, symbol.Value)) is { } address && image.SectionAt(address) is { IsCode: true })
            {
                truth.TryAdd(address, symbol.Name);
            }
        }

        return truth;
    }
}
