namespace Stucktrace.Incidents.Parsing;

/// <summary>Frames of 32-bit Arm, which name the callee and the place in the caller that it returns to.</summary>
static class ArmFrameParser
{
    /// <summary>Reads <c>(callee+0x0/0x10) from [&lt;address&gt;] (caller+0x10/0x20)</c> behind the callee's address.</summary>
    public static bool TryTakeBracketed(ref LineScanner scanner, ulong? address, out CodeLocation? callee, out CodeLocation? caller)
    {
        caller = null;
        if (!TryParenthesised(ref scanner, address, out callee) || callee is null)
            return false;
        scanner.SkipBlanks();
        if (!scanner.Take("from"))
            return false;
        scanner.SkipBlanks();
        ulong? from = null;
        if (scanner.Take("[<") && scanner.TakeHex(8, out ulong value) && scanner.Take(">]"))
            from = value;
        scanner.SkipBlanks();
        return TryParenthesised(ref scanner, from, out caller);
    }

    /// <summary>Reads <c>callee from caller+0x10/0x20</c>, the form since 5.13.</summary>
    public static bool TryTakePlain(ref LineScanner scanner, out CodeLocation? callee, out CodeLocation? caller)
    {
        LineScanner start = scanner;
        callee = null;
        caller = null;
        int length = SymbolParser.NameLength(scanner.Rest);
        ReadOnlySpan<char> name = scanner.Rest[..length];
        scanner.Advance(length);
        string? module = SymbolParser.TakeModule(ref scanner);
        if (length > 0 && scanner.Take(" from ") && SymbolParser.TryTake(ref scanner, null, out caller))
        {
            callee = new CodeLocation(name.ToString(), null, null, module, null);
            return true;
        }

        scanner = start;
        return false;
    }

    static bool TryParenthesised(ref LineScanner scanner, ulong? address, out CodeLocation? location)
    {
        location = null;
        if (!scanner.Take('('))
            return false;
        if (!SymbolParser.TryTake(ref scanner, address, out location))
        {
            int length = SymbolParser.NameLength(scanner.Rest);
            if (length == 0)
                return false;
            string name = scanner.Rest[..length].ToString();
            scanner.Advance(length);
            location = new CodeLocation(name, null, null, SymbolParser.TakeModule(ref scanner), address);
        }

        return scanner.SkipPast(")");
    }
}
