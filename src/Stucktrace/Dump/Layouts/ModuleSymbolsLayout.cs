using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Layouts;

/// <summary>
/// Finds where a module's symbols are (include/linux/module.h): to 4.4 struct module has symtab, core_symtab, num_symtab, core_num_syms, strtab,
/// core_strtab in a row, each pair equal once the module is loaded; since 4.5 kallsyms, which points to a struct mod_kallsyms within struct module itself, with
/// symtab, num_symtab, strtab. A symbol table begins with an entry of zeroes, and its names are names.
/// </summary>
static class ModuleSymbolsLayout
{
    const int Bytes = 1024, SymbolBytes = 24, Looked = 8, NameBytes = 16, MostSymbols = 1 << 20;

    internal static void Find(AddressSpace memory, ulong[] modules, DerivedFields fields)
    {
        List<int> own = [], pointers = [];
        for (int offset = 24; offset <= Bytes - 48; offset += 8)
        {
            int at = offset;
            if (Array.TrueForAll(modules, m => IsOwnRow(memory, m + (ulong)at)))
                own.Add(at);
            if (Array.TrueForAll(modules, m => memory.Number(m + (ulong)at) is { } inner && inner - m is > 24 and < Bytes && IsTable(memory, inner, 8, 16)))
                pointers.Add(at);
        }

        if (own.Count == 1 && pointers.Count == 0)
        {
            fields.Add("module", "symtab", own[0], 8);
            fields.Add("module", "num_symtab", own[0] + 16, 4);
            fields.Add("module", "strtab", own[0] + 24, 8);
        }
        else if (pointers.Count == 1 && own.Count == 0)
        {
            fields.Add("module", "kallsyms", pointers[0], 8);
            fields.Add("mod_kallsyms", "symtab", 0, 8);
            fields.Add("mod_kallsyms", "num_symtab", 8, 4);
            fields.Add("mod_kallsyms", "strtab", 16, 8);
        }
    }

    static bool IsOwnRow(AddressSpace memory, ulong row) =>
        memory.Number(row) == memory.Number(row + 8) && memory.Number(row + 16, 4) == memory.Number(row + 20, 4) && memory.Number(row + 24) == memory.Number(row + 32)
        && IsTable(memory, row, 16, 24);

    static bool IsTable(AddressSpace memory, ulong row, ulong count, ulong strings)
    {
        if (memory.Number(row) is not { } table || !TaskSample.IsPointer(table) || memory.Number(row + count, 4) is not (> 1 and < MostSymbols and { } symbols)
            || memory.Number(row + strings) is not { } names || names < Translation.ImageMap)
            return false;
        Span<byte> entry = stackalloc byte[SymbolBytes];
        if (memory.Read(table, entry) != MemoryState.Present || entry.ContainsAnyExcept((byte)0) || memory.Number(names, 1) != 0)
            return false;
        for (ulong i = 1; i < Math.Min(symbols, Looked); i++)
        {
            if (memory.Number(table + i * SymbolBytes, 4) is not { } name || !IsName(memory, names + name))
                return false;
        }

        return true;
    }

    static bool IsName(AddressSpace memory, ulong address)
    {
        Span<byte> name = stackalloc byte[NameBytes];
        if (memory.Read(address, name) != MemoryState.Present)
            return false;
        int end = name.IndexOf((byte)0);
        return !(end < 0 ? name : name[..end]).ContainsAnyExceptInRange((byte)'!', (byte)'~');
    }
}
