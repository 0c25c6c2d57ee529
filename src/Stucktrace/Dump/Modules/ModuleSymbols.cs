using System.Buffers.Binary;
using Stucktrace.Dump.Reading;
using Stucktrace.Formats;
using Stucktrace.Formats.Symbols;

namespace Stucktrace.Dump.Modules;

/// <summary>
/// The symbols that the kernel keeps of a module (kernel/module/kallsyms.c): struct mod_kallsyms since 4.5, fields of struct module before. They are ELF
/// symbols of 24 bytes with final addresses; the letter of each is in typetab since 5.2 and lies in st_info before.
/// </summary>
static class ModuleSymbols
{
    const int EntryBytes = 24, MostName = 512, UsualName = 64, NamePiece = 64 * 1024;

    internal static SymbolTable? Read(KernelReader reader, KernelObject module, Allowance allowance)
    {
        (ulong Table, ulong Count, ulong Names, ulong? Letters)? place = Place(reader, module);
        if (place is not { Count: > 0 } found)
            return null;
        int count = allowance.Take(found.Count);
        byte[] entries = new byte[count * EntryBytes];
        int there = reader.ReadUpTo(found.Table, entries) / EntryBytes;
        if (there < count || found.Count > (ulong)count)
            reader.Report("VMC0825", Message.Of("machine.0825", Hexadecimal.Address(module.Address), found.Count, there));
        if (there == 0)
            return null;
        byte[] letters = new byte[there];
        int lettersThere = found.Letters is { } types ? reader.ReadUpTo(types, letters) : 0;
        return new SymbolTable([.. Symbols(entries.AsSpan(0, there * EntryBytes), Names(reader, found.Names, entries, there), letters.AsSpan(0, lettersThere), found.Letters is not null)]);
    }

    static (ulong Table, ulong Count, ulong Names, ulong? Letters)? Place(KernelReader reader, KernelObject module)
    {
        if (module["kallsyms"] is > 0 and { } kallsyms)
        {
            KernelObject own = new(reader, "mod_kallsyms", kallsyms);
            return own["symtab"] is > 0 and { } table && own["num_symtab"] is { } count && own["strtab"] is > 0 and { } names ? (table, count, names, own["typetab"]) : null;
        }

        return module["symtab"] is > 0 and { } oldTable && module["num_symtab"] is { } oldCount && module["strtab"] is > 0 and { } oldNames ? (oldTable, oldCount, oldNames, null) : null;
    }

    // The strings have no size of their own: up to the last one that a symbol names.
    static byte[] Names(KernelReader reader, ulong names, byte[] entries, int count)
    {
        uint last = 0;
        for (int i = 0; i < count; i++)
            last = Math.Max(last, BinaryPrimitives.ReadUInt32LittleEndian(entries.AsSpan(i * EntryBytes)));
        byte[] text = new byte[Math.Min((long)last + MostName, (long)count * UsualName + NamePiece)];
        return text[..reader.ReadUpTo(names, text)];
    }

    static List<KernelSymbol> Symbols(ReadOnlySpan<byte> entries, byte[] names, ReadOnlySpan<byte> letters, bool hasLetters)
    {
        List<KernelSymbol> symbols = [];
        for (int i = 0; i < entries.Length / EntryBytes; i++)
        {
            ReadOnlySpan<byte> entry = entries.Slice(i * EntryBytes, EntryBytes);
            uint name = BinaryPrimitives.ReadUInt32LittleEndian(entry);
            ulong address = BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]);
            // Symbol 0 is empty; st_shndx 0 is a symbol of somebody else.
            if (name == 0 || name >= (uint)names.Length || BinaryPrimitives.ReadUInt16LittleEndian(entry[6..]) == 0)
                continue;
            char letter = hasLetters ? (i < letters.Length ? (char)letters[i] : '?') : (char)entry[4];
            string text = KernelReader.TextOf(names.AsSpan((int)name, Math.Min(MostName, names.Length - (int)name)));
            if (text.Length > 0)
                symbols.Add(new KernelSymbol(address, char.IsAsciiLetter(letter) ? letter : '?', text));
        }

        return symbols;
    }
}
