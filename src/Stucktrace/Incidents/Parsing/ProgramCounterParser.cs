namespace Stucktrace.Incidents.Parsing;

/// <summary>Reads the lines that say where the CPU was: <c>RIP:</c>, <c>EIP is at</c>, <c>pc :</c>, <c>NIP</c>, <c>epc :</c>, <c>Krnl PSW :</c>…</summary>
static class ProgramCounterParser
{
    /// <summary>Reads such a line.</summary>
    /// <param name="text">The message without prefix.</param>
    /// <param name="line">What it says.</param>
    /// <returns>False when it is none, or shows no place.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out ProgramCounterLine line)
    {
        LineScanner scanner = new(text);
        scanner.SkipBlanks();
        line = default;
        return scanner.Next switch
        {
            'R' or 'E' or 'I' => TryX86(ref scanner, out line) || TryLoongArch(ref scanner, out line),
            'K' or 'U' => TryS390(ref scanner, out line),
            'P' or 'L' or 'N' => TryNamed(ref scanner, out line),
            'p' or 'l' or 'e' or 'r' => TryColon(ref scanner, out line),
            _ => false,
        };
    }

    static bool TryX86(ref LineScanner scanner, out ProgramCounterLine line)
    {
        line = default;
        LineScanner start = scanner;
        if (scanner.Take("EIP is at "))
            return TryPlace(ref scanner, out line);
        if (!scanner.Take("RIP") && !scanner.Take("EIP") && !scanner.Take("IP:"))
        {
            scanner = start;
            return false;
        }

        bool colon = scanner.Take(':');
        scanner.SkipBlanks();
        ulong? segment = TakeSegment(ref scanner);
        if (!TryPlace(ref scanner, out line))
        {
            scanner = start;
            return false;
        }

        bool repeats = segment is null && (!colon || scanner.Rest.Contains("SP:", StringComparison.Ordinal)) && !start.Sees("IP:");
        line = line with { Segment = segment, UserSide = (segment & 3) == 3, Epilogue = repeats };
        return true;
    }

    // "0010:", "e030:", and "10000e030:" where Xen leaves rubbish above; an address or symbol follows.
    static ulong? TakeSegment(ref LineScanner scanner)
    {
        LineScanner start = scanner;
        if (scanner.TakeHex(out ulong segment) && scanner.Take(':'))
        {
            scanner.SkipBlanks();
            return segment & 0xffff;
        }

        scanner = start;
        return null;
    }

    static bool TryS390(ref LineScanner scanner, out ProgramCounterLine line)
    {
        line = default;
        bool user = scanner.Sees("User");
        if (!scanner.Take("Krnl PSW") && !scanner.Take("User PSW") && !scanner.Take("Kernel PSW:"))
            return false;
        scanner.SkipBlanks();
        scanner.Take(':');
        scanner.SkipBlanks();
        if (!scanner.TakeHex(8, out _))
            return false;
        scanner.SkipBlanks();
        if (!scanner.TakeHex(8, out ulong address))
            return false;
        scanner.SkipBlanks();
        CodeLocation? location = null;
        if (scanner.Take('('))
            SymbolParser.TryTake(ref scanner, address, out location);
        line = new ProgramCounterLine(location ?? new CodeLocation(null, null, null, null, address), user, false, null, false);
        return true;
    }

    // arm: "PC is at", "LR is at"; powerpc: "NIP [c0000000000abcde] foo+0x1/0x2", "LR [...]".
    static bool TryNamed(ref LineScanner scanner, out ProgramCounterLine line)
    {
        line = default;
        bool link = scanner.Next == 'L';
        if (!scanner.Take("PC is at ") && !scanner.Take("LR is at ") && !scanner.Take("NIP [") && !scanner.Take("LR ["))
            return false;
        ulong? address = null;
        if (scanner.TakeHex(8, out ulong value) && scanner.Take("] "))
            address = value;
        if (!TryPlace(ref scanner, out line))
            return false;
        line = line with { ReturnAddress = link, Location = line.Location with { Address = address ?? line.Location.Address } };
        return true;
    }

    // arm64 "pc : foo+0x1/0x2", riscv "epc : foo+…" and " ra : foo+…", mips "epc   : ffffffff80110b54 foo+…".
    static bool TryColon(ref LineScanner scanner, out ProgramCounterLine line)
    {
        line = default;
        bool link = scanner.Sees("lr") || scanner.Sees("ra");
        if (!scanner.Take("pc") && !scanner.Take("lr") && !scanner.Take("epc") && !scanner.Take("ra"))
            return false;
        scanner.SkipBlanks();
        if (!scanner.Take(':'))
            return false;
        scanner.SkipBlanks();
        if (!TryPlace(ref scanner, out line))
            return false;
        line = line with { ReturnAddress = link };
        return true;
    }

    // "ERA: 9000000000224f7c foo+0x10/0x20"
    static bool TryLoongArch(ref LineScanner scanner, out ProgramCounterLine line)
    {
        line = default;
        if (!scanner.Take("ERA:"))
            return false;
        scanner.SkipBlanks();
        return TryPlace(ref scanner, out line);
    }

    // Any number of bracketed or bare addresses, then a symbol if there is one.
    static bool TryPlace(ref LineScanner scanner, out ProgramCounterLine line)
    {
        line = default;
        ulong? address = null;
        while (!scanner.AtEnd)
        {
            LineScanner start = scanner;
            if (SymbolParser.TryTake(ref scanner, address, out CodeLocation? location) && location is not null)
            {
                line = new ProgramCounterLine(location, false, false, null, false);
                return true;
            }

            bool bracket = scanner.Take("[<");
            if (scanner.TakeHex(8, out ulong value) && (!bracket || scanner.Take(">]")) && (scanner.AtEnd || scanner.Next is ' ' or '\t'))
            {
                address = value;
                scanner.SkipBlanks();
                continue;
            }

            scanner = start;
            // "(null)", "[<          (null)>]": a call through a null pointer.
            if (scanner.Rest.Contains("(null)", StringComparison.Ordinal))
                address ??= 0;
            break;
        }

        if (address is null)
            return false;
        line = new ProgramCounterLine(new CodeLocation(null, null, null, null, address), false, false, null, false);
        return true;
    }
}
