using System.Buffers;

namespace Stucktrace.Incidents.Parsing;

/// <summary>Reads lines of call traces of every architecture since 2.6.18.</summary>
static class FrameParser
{
    /// <summary>Reads a line that is a frame, a stack mark or a trace's heading (or several of these).</summary>
    /// <param name="text">The message without prefix.</param>
    /// <param name="line">What it says.</param>
    /// <returns>False when it is none of these.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out FrameLine line)
    {
        LineScanner scanner = new(text);
        scanner.SkipBlanks();
        bool heading = TraceMarks.TakeHeading(ref scanner);
        FrameContext? context = TraceMarks.TakeContext(ref scanner, out bool ends);
        line = new FrameLine { StartsTrace = heading, EndsTrace = ends, Context = context };
        if (scanner.AtEnd)
            return heading || ends || context is not null;

        if (TryFrame(ref scanner, out CodeLocation? location, out CodeLocation? callee, out bool reliable, out bool inline))
        {
            line = line with { Location = location, Callee = callee, Reliable = reliable, Inline = inline };
            return true;
        }

        return heading || ends || context is not null;
    }

    /// <summary>True for a line that is nothing but a place, <c> ? name+0x12/0x34</c>: found without parsing it.</summary>
    public static bool IsBare(ReadOnlySpan<char> text)
    {
        if (text is not [' ', ..])
            return false;
        text = text.TrimStart(' ');
        if (text is ['?', ' ', ..])
            text = text[2..];
        return !text.ContainsAny(' ', ':') && text.IndexOf("+0x", StringComparison.Ordinal) > 0;
    }

    /// <summary>True for a line that is exactly <c> name+0x12/0x34</c>, with or without a question mark: surely a frame, without parsing it.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text)
    {
        if (text is not [' ', ..])
            return false;
        text = text.TrimStart(' ');
        if (text is ['?', ' ', ..])
            text = text[2..];
        int plus = text.IndexOf("+0x", StringComparison.Ordinal);
        int slash = text.IndexOf("/0x", StringComparison.Ordinal);
        return plus is > 0 and < 200 && slash > plus + 3 && slash < plus + 12 && text.Length > slash + 3 && text.Length < slash + 12
            && !text[..plus].ContainsAnyExcept(NameCharacters) && !char.IsAsciiDigit(text[0])
            && !text[(plus + 3)..slash].ContainsAnyExcept(HexDigits) && !text[(slash + 3)..].ContainsAnyExcept(HexDigits);
    }

    static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
    static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    static bool TryFrame(ref LineScanner scanner, out CodeLocation? location, out CodeLocation? callee, out bool reliable, out bool inline)
    {
        location = null;
        callee = null;
        inline = false;
        reliable = true;
        if (scanner.Sees("#"))
            return TryCrashFrame(ref scanner, out location);

        reliable &= !TakeQuestionMark(ref scanner);
        bool parenthesis = scanner.Sees("([<") && scanner.Take('(');
        ulong? address = TakeAddresses(ref scanner, out bool inlineMark);
        reliable &= !TakeQuestionMark(ref scanner);
        if (address is not null && scanner.Next == '(')
            return ArmFrameParser.TryTakeBracketed(ref scanner, address, out callee, out location);

        if (!inlineMark && SymbolParser.TryTake(ref scanner, address, out location))
        {
            // arm since 5.13: "callee from caller+0x10/0x20"; the callee has no offset then, so this is a frame of its own.
            reliable &= !scanner.Rest.Contains("(unreliable)", StringComparison.Ordinal);
            return IsFrameTail(scanner.Rest, parenthesis);
        }

        if (address is null && ArmFrameParser.TryTakePlain(ref scanner, out callee, out location))
            return true;
        if (SourceFrameParser.TryTake(ref scanner, address, inlineMark, out location, out inline))
            return true;

        // Kernels without symbols, and s390 where none is known: "[<c0123456>]" alone. Older ones print the module behind it.
        if (address is null || !scanner.AtEnd)
            return false;
        location = new CodeLocation(null, null, null, null, address);
        return true;
    }

    // crash(8): " #5 [ffff88003a5b] new_sys_kill at ffffffffa02ae19c [dirpro]"
    static bool TryCrashFrame(ref LineScanner scanner, out CodeLocation? location)
    {
        location = null;
        if (!scanner.Take('#') || !scanner.TakeInt(out _))
            return false;
        scanner.SkipBlanks();
        if (!scanner.Take('[') || !scanner.TakeHex(8, out _) || !scanner.Take(']'))
            return false;
        scanner.SkipBlanks();
        int length = SymbolParser.NameLength(scanner.Rest);
        ReadOnlySpan<char> symbol = scanner.Rest[..length];
        scanner.Advance(length);
        ulong? offset = scanner.Take('+') && (scanner.TakePrefixedHex(out ulong hex) || TakeDecimal(ref scanner, out hex)) ? hex : null;
        if (length == 0 || !scanner.Take(" at "))
            return false;
        // An address that does not fit (a log typed or mangled by hand) is no reason to lose the function and its module.
        ulong? address = scanner.TakeHex(8, out ulong value) ? value : null;
        if (address is null)
            scanner.TakeWord();
        location = new CodeLocation(symbol.ToString(), offset, null, SymbolParser.TakeModule(ref scanner), address);
        return true;
    }

    static bool TakeDecimal(ref LineScanner scanner, out ulong value)
    {
        bool taken = scanner.TakeNumber(out long number) && number >= 0;
        value = taken ? (ulong)number : 0;
        return taken;
    }

    static bool TakeQuestionMark(ref LineScanner scanner)
    {
        LineScanner start = scanner;
        if (scanner.Take('?') && scanner.Next is ' ' or '\t' or '[')
        {
            scanner.SkipBlanks();
            return true;
        }

        scanner = start;
        return false;
    }

    // "[<addr>]", twice in some, or ppc64's "[stack pointer] [address]": the last one is the code's. Old symbolisers write "[<     inline     >]".
    static ulong? TakeAddresses(ref LineScanner scanner, out bool inline)
    {
        ulong? address = null;
        inline = false;
        while (scanner.Next == '[')
        {
            LineScanner start = scanner;
            scanner.Advance(1);
            bool angle = scanner.Take('<');
            scanner.SkipBlanks();
            if (angle && scanner.Take("inline"))
            {
                inline = true;
                scanner.SkipPast(">]");
            }
            else if (scanner.TakeHex(8, out ulong value) && scanner.Take(angle ? ">]" : "]"))
            {
                address = value;
            }
            else
            {
                scanner = start;
                break;
            }

            scanner.SkipBlanks();
        }

        return address;
    }

    // Behind the symbol: nothing, a closing parenthesis (s390), "(unreliable)" (ppc64), "(P)" and the like (arm64), "file.c:12" of a symboliser.
    static bool IsFrameTail(ReadOnlySpan<char> tail, bool parenthesis)
    {
        tail = tail.Trim(" \t");
        if (parenthesis && tail.StartsWith(')'))
            tail = tail[1..].TrimStart(' ');
        return tail.IsEmpty || tail[0] == '(' || tail[0] == '[' || SourceFrameParser.IsPlace(tail) || tail is "*" or ",";
    }
}
