using Stucktrace.Formats.Symbols;

namespace Stucktrace.Formats.Vmcore.Finding;

/// <summary>
/// Reads kallsyms from where vmcoreinfo says that its tables lie (kernel/kallsyms.c and kernel/vmcore_info.c, since 6.0). All of them are in one piece of
/// .rodata, in one of two orders: only the distance to the end is not told.
/// </summary>
static class KallsymsByKeys
{
    internal static SymbolTable? Read(AddressSpace memory, VmcoreInfo info, ReadLimits limits)
    {
        if (info.Symbol("kallsyms_names") is not { } names || info.Symbol("kallsyms_num_syms") is not { } number || info.Symbol("kallsyms_token_table") is not { } table
            || info.Symbol("kallsyms_token_index") is not { } index || memory.Number(number, sizeof(uint)) is not { } told)
            return null;
        if (told == 0 || told > (ulong)limits.MaxElfSymbols || table <= names || table - names > (ulong)limits.MaxSymbolTextBytes || index <= table)
            return null;
        int count = (int)told;
        if (ReadAll(memory, table, (int)Math.Min(index - table, KallsymsTokens.Count * KallsymsTokens.LongestToken)) is not { } tokenText
            || ReadAll(memory, index, KallsymsTokens.IndexBytes) is not { } tokenIndex || KallsymsTokens.Read(tokenText, tokenIndex) is not { } tokens)
            return null;
        // Markers and what else may follow the names up to the tokens do no harm.
        return Addresses(memory, info, count) is { } addresses && ReadAll(memory, names, (int)(table - names)) is { } packed ? Kallsyms.Table(packed, tokens, addresses, limits) : null;
    }

    static ulong[]? Addresses(AddressSpace memory, VmcoreInfo info, int count)
    {
        if (info.Symbol("kallsyms_offsets") is not { } offsets)
        {
            return info.Symbol("kallsyms_addresses") is { } absolute && ReadAll(memory, absolute, count * (long)sizeof(ulong)) is { } words
                ? KallsymsAddresses.Absolute(words, count) : null;
        }

        if (ReadAll(memory, offsets, count * (long)sizeof(int)) is not { } bytes)
            return null;
        // Since 7.0 there is no base.
        return info.Symbol("kallsyms_relative_base") is { } start
            ? memory.Number(start) is { } value ? KallsymsAddresses.Relative(bytes, value, count) : null
            : KallsymsAddresses.PlaceRelative(bytes, offsets, count);
    }

    static byte[]? ReadAll(AddressSpace memory, ulong address, long size)
    {
        byte[] bytes = new byte[size];
        return memory.Read(address, bytes) == MemoryState.Present ? bytes : null;
    }
}
