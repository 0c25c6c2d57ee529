using System.Globalization;
using System.Text;
using Stucktrace.Formats.Symbols;

namespace Stucktrace.Formats.Vmcore.Extract;

/// <summary>
/// What an extract says of the kernel in place of the kernel's own tables, which are too large to mail: how addresses are translated, the symbols and the
/// layouts that were asked for when it was made. Plain lines of text, so that a person can read what is sent.
/// </summary>
static class KernelFacts
{
    /// <summary>Owner of the note.</summary>
    internal const string Owner = "STUCKTRACE";

    /// <summary>Type of the note; a later form gets another one.</summary>
    internal const uint NoteType = 1;

    const int MostLines = 1_000_000;

    /// <summary>Writes the facts.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="symbols">Which symbols were asked for.</param>
    /// <param name="types">Which layouts were asked for.</param>
    /// <param name="names">Which names of fields were asked for.</param>
    internal static byte[] Write(DumpedKernel kernel, SymbolUse symbols, TypeRecorder types, FieldNames names)
    {
        Translation how = kernel.Memory.Translation;
        StringBuilder text = new();
        Line(text, "release", kernel.Release);
        Line(text, "translation", Hex(how.Root), Hex(how.PhysBase), how.DirectMap is { } map ? Hex(map) : "-", how.FiveLevels ? "5" : "4", Hex(how.EncryptionMask), how.ImageIsLinear ? "linear" : "tables", how.DirectMapIsLinear ? "linear" : "tables");
        Line(text, "kaslr", Hex(kernel.KaslrOffset));
        int[] used = symbols.Used;
        for (int i = 0; i < used.Length; i++)
        {
            KernelSymbol symbol = kernel.Symbols[used[i]];
            Line(text, "symbol", Hex(symbol.Address), symbol.Kind.ToString(), symbol.Name);
            // Where the symbol ends, when the next one was not asked for.
            if (kernel.Symbols.NextAfter(symbol.Address) is { } next && (i + 1 == used.Length || kernel.Symbols[used[i + 1]].Address > next))
                Line(text, "symbol", Hex(next), "?");
        }

        foreach (((string structure, string path), FieldPlace? answer) in types.Fields.OrderBy(f => f.Key.Structure, StringComparer.Ordinal).ThenBy(f => f.Key.Path, StringComparer.Ordinal))
        {
            if (answer is { } place)
                Line(text, "field", structure, path, Number(place.Offset), Number(place.Size), Number((int)place.Source), Number(place.BitOffset), Number(place.BitWidth));
        }

        foreach ((string structure, long? answer) in types.Sizes.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (answer is { } size)
                Line(text, "size", structure, Number(size));
        }

        foreach ((string structure, long offset, string path) in names.All)
            Line(text, "name", structure, Number(offset), path);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Reads the facts of an extract.</summary>
    /// <param name="file">The extract.</param>
    /// <param name="note">Its note.</param>
    /// <param name="report">Is told which lines are not understood.</param>
    /// <returns>Null when the note does not say how addresses are translated.</returns>
    internal static DumpedKernel? Read(DumpFile file, DumpNote note, Action<InputDiagnostic> report)
    {
        string? release = null;
        Translation? how = null;
        ulong kaslr = 0;
        List<KernelSymbol> symbols = [];
        RecordedTypes types = new();
        FieldNames names = new();
        int number = 0;
        foreach (string line in Encoding.UTF8.GetString(note.Content.Span).Split('\n', MostLines))
        {
            number++;
            string[] words = line.TrimEnd('\0').Split(' ');
            switch (words)
            {
                case ["release", var name]:
                    release = name;
                    break;
                case ["translation", var root, var image, var map, var levels, var mask, var imageBy, var mapBy] when Parse(root) is { } top && Parse(image) is { } start && Parse(mask) is { } encryption:
                    how = new Translation(top, start, Parse(map), levels == "5", encryption) { ImageIsLinear = imageBy == "linear", DirectMapIsLinear = mapBy == "linear" };
                    break;
                case ["kaslr", var offset]:
                    kaslr = Parse(offset) ?? 0;
                    break;
                case ["symbol", var address, [var kind], .. var rest] when Parse(address) is { } at && rest.Length <= 1:
                    symbols.Add(new KernelSymbol(at, kind, rest.Length == 0 ? string.Empty : rest[0]));
                    break;
                case ["field", var structure, var path, var offset, var size, var source, var bit, var bits]
                    when Int(offset) is { } at && Int(size) is { } bytes && Int(source) is { } from && Int(bit) is { } first && Int(bits) is { } width && Enum.IsDefined((LayoutSource)from):
                    types.Add(structure, path, new FieldPlace(at, bytes, (LayoutSource)from, (int)first, (int)width));
                    break;
                case ["size", var structure, var size] when Int(size) is { } bytes:
                    types.Add(structure, bytes);
                    break;
                case ["name", var structure, var offset, var path] when Int(offset) is { } at:
                    names.Add(structure, at, path);
                    break;
                case [""]:
                    break;
                default:
                    report(new InputDiagnostic("VMC1201", Message.Of("vmc.1201", number), Offset: note.Offset));
                    break;
            }
        }

        return release is null || how is null ? null : new DumpedKernel(file, new AddressSpace(file, how), release, new SymbolTable(symbols), types, null) { KaslrOffset = kaslr, Names = names };
    }

    static void Line(StringBuilder text, params ReadOnlySpan<string> words) => text.AppendJoin(' ', words).Append('\n');

    static string Hex(ulong value) => value.ToString("x", CultureInfo.InvariantCulture);

    static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    static ulong? Parse(string text) => ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value) ? value : null;

    static long? Int(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && Math.Abs(value) <= int.MaxValue ? value : null;
}
