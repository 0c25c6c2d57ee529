using System.Buffers.Binary;
using System.Text;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Formats.Symbols;

/// <summary>
/// What a kernel exports to modules, from the tables of its image: __ksymtab for all modules, __ksymtab_gpl for GPL-compatible ones. Entries are linked:
/// two addresses (to 4.18), or two or three offsets from where they stand (since 4.19, since 5.4). Beside each table stands one with the CRCs of its entries,
/// in the same order: 32-bit numbers since 4.10.
/// </summary>
static class KernelExports
{
    static readonly System.Buffers.SearchValues<byte> NameBytes =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.$"u8);

    internal static Dictionary<string, KernelExport> Read(ElfFile elf)
    {
        Dictionary<string, KernelExport> exports = new(StringComparer.Ordinal);
        if (elf.Find("__ksymtab_strings") is { } strings)
        {
            foreach (ElfSection table in elf.Sections)
            {
                if (table.Name is "__ksymtab" or "__ksymtab_gpl")
                    ReadTable(elf, table, strings, exports);
            }
        }

        return exports;
    }

    static void ReadTable(ElfFile elf, ElfSection table, ElfSection strings, Dictionary<string, KernelExport> exports)
    {
        ReadOnlySpan<byte> bytes = elf.Contents(table).Span, texts = elf.Contents(strings).Span;
        bool isGpl = table.Name.Length > "__ksymtab".Length;
        ReadOnlySpan<byte> crcs = elf.Contents(isGpl ? "__kcrctab_gpl" : "__kcrctab").Span;
        foreach (int size in (ReadOnlySpan<int>)[12, 8, 16])
        {
            // The right size is the one with which the first entries' names are names.
            if (bytes.Length < size * 2 || NameAt(bytes, table, 0, size, texts, strings) is null || NameAt(bytes, table, size, size, texts, strings) is null)
                continue;
            bool hasCrcs = crcs.Length == bytes.Length / size * sizeof(uint);
            for (int at = 0; at + size <= bytes.Length; at += size)
            {
                if (NameAt(bytes, table, at, size, texts, strings) is { } name)
                    exports.TryAdd(name, new KernelExport(isGpl, hasCrcs ? BinaryPrimitives.ReadUInt32LittleEndian(crcs[(at / size * sizeof(uint))..]) : null));
            }

            return;
        }
    }

    static string? NameAt(ReadOnlySpan<byte> bytes, ElfSection table, int entry, int size, ReadOnlySpan<byte> texts, ElfSection strings)
    {
        ulong address = size == 16 ? BinaryPrimitives.ReadUInt64LittleEndian(bytes[(entry + 8)..])
            : unchecked(table.Address + (ulong)(entry + 4) + (ulong)BinaryPrimitives.ReadInt32LittleEndian(bytes[(entry + 4)..]));
        if (address < strings.Address || address - strings.Address >= (ulong)texts.Length)
            return null;
        int at = (int)(address - strings.Address);
        int length = texts[at..Math.Min(texts.Length, at + 512)].IndexOf((byte)0);
        return length > 0 && !texts.Slice(at, length).ContainsAnyExcept(NameBytes) ? Encoding.UTF8.GetString(texts.Slice(at, length)) : null;
    }
}
