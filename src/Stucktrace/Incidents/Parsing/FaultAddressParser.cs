namespace Stucktrace.Incidents.Parsing;

/// <summary>Reads the address whose access failed from an oops's first lines, and from s390's <c>Failing address</c>.</summary>
static class FaultAddressParser
{
    static readonly string[] Markers =
    [
        "dereference at ", // x86: "NULL pointer dereference at 0000000000000018", "… at (null)", arm: "… at virtual address 00000018"
        "for address: ", // x86 since 5.1: "unable to handle page fault for address: …"
        "dereference, address: ", // and "kernel NULL pointer dereference, address: …"
        "paging request at ", // x86 until 5.0, arm, mips, riscv
        "request for data at address ", // powerpc until 5.x
        "data access at ",
        "access at ",
        "dereference on read at ", // powerpc
        "dereference on write at ",
        "access on read at ",
        "access on write at ",
        "non-canonical address ", // x86 since 5.6: general protection fault, address worked out from the instruction
        "Failing address: ", // s390
    ];

    /// <summary>Reads the address.</summary>
    /// <param name="text">The message without prefix.</param>
    /// <returns>Null when the line shows none.</returns>
    public static ulong? TryParse(ReadOnlySpan<char> text)
    {
        // Most lines of a report are frames and registers: they are told apart by their first character.
        if (text.TrimStart(' ') is not ['B' or 'U' or 'u' or 'g' or 'O' or 'F' or 'K', ..])
            return null;
        foreach (string marker in Markers)
        {
            LineScanner scanner = new(text);
            if (!scanner.SkipPast(marker))
                continue;
            scanner.SkipBlanks();
            scanner.Take("virtual address ");
            scanner.Take("address ");
            if (scanner.Rest.TrimStart(" <").StartsWith("(null)", StringComparison.Ordinal))
                return 0;
            scanner.Take("0x");
            if (scanner.TakeHex(8, out ulong address) || scanner.TakeHex(out address))
                return address;
        }

        return null;
    }
}
