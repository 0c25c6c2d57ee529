using System.Text;

namespace Stucktrace.Formats.Symbols;

/// <summary>Reads System.map and /proc/kallsyms: an address, a letter and a name on each line; modules' symbols carry the module in brackets.</summary>
static class SymbolMapReader
{
    internal static SymbolTable Read(ReadOnlySpan<byte> text, Action<InputDiagnostic> report, ReadLimits limits)
    {
        List<KernelSymbol> symbols = new(text.Length / 44);
        int damaged = 0, line = 0, firstDamaged = 0;
        while (!text.IsEmpty)
        {
            int end = text.IndexOf((byte)'\n');
            ReadOnlySpan<byte> rest = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            line++;
            if (rest.Trim(" \r"u8).IsEmpty)
                continue;
            if (symbols.Count >= limits.MaxElfSymbols)
            {
                report(new InputDiagnostic("ELF0602", Message.Of("elf.0602", limits.MaxElfSymbols), Line: line));
                break;
            }

            if (TryRead(rest, limits.MaxSymbolNameBytes, out KernelSymbol symbol))
                symbols.Add(symbol);
            else if (damaged++ == 0)
                firstDamaged = line;
        }

        if (damaged > 0)
            report(new InputDiagnostic("ELF0601", Message.Of("elf.0601", damaged, firstDamaged), Line: firstDamaged));
        return new SymbolTable(symbols);
    }

    static bool TryRead(ReadOnlySpan<byte> line, int longest, out KernelSymbol symbol)
    {
        symbol = default;
        ulong address = 0;
        int at = 0;
        for (; at < line.Length && at < 16 && char.IsAsciiHexDigit((char)line[at]); at++)
            address = (address << 4) | (uint)(line[at] <= '9' ? line[at] - '0' : (line[at] | 0x20) - 'a' + 10);
        if (at is not (8 or 16) || line.Length < at + 4 || line[at] != ' ' || line[at + 2] != ' ')
            return false;
        char kind = (char)line[at + 1];
        ReadOnlySpan<byte> name = line[(at + 3)..];
        // A bracket behind a tab names the module: its symbols are none of the kernel's.
        int end = name.IndexOfAny("\t \r"u8);
        if (end >= 0)
            name = name[..end];
        if (name.IsEmpty || name.Length > longest)
            return false;
        symbol = new KernelSymbol(address, kind, Encoding.UTF8.GetString(name));
        return true;
    }
}
