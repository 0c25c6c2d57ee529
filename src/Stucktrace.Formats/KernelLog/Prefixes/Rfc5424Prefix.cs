namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary>RFC 5424 after its <c>&lt;PRI&gt;</c>: <c>1 TIME HOST APP PROCID MSGID [structured data] message</c>.</summary>
static class Rfc5424Prefix
{
    /// <summary>Takes the header off; <c>&lt;PRI&gt;</c> is already gone.</summary>
    public static bool TryTake(ref LineHead head)
    {
        ReadOnlySpan<byte> rest = head.Rest;
        if (!AsciiText.TryTake(ref rest, "1 "u8))
            return false;
        ReadOnlySpan<byte> time = AsciiText.TakeToken(ref rest);
        WallClock? wall = null;
        if (IsoClock.TryTake(ref time, out WallClock clock, out _))
            wall = clock;
        else if (!time.SequenceEqual("-"u8))
            return false;
        ReadOnlySpan<byte> host = AsciiText.TakeToken(ref rest);
        ReadOnlySpan<byte> program = AsciiText.TakeToken(ref rest);
        AsciiText.TakeToken(ref rest);
        AsciiText.TakeToken(ref rest);
        if (!TrySkipStructuredData(ref rest))
            return false;
        head.Wall = wall;
        head.Host = host.SequenceEqual("-"u8) ? default : host;
        head.HostIsCertain = !head.Host.IsEmpty;
        head.Origin = program.SequenceEqual("kernel"u8) ? LineOrigin.Kernel : program.SequenceEqual("-"u8) ? LineOrigin.Unknown : LineOrigin.Other;
        head.Rest = rest;
        return true;
    }

    static bool TrySkipStructuredData(scoped ref ReadOnlySpan<byte> rest)
    {
        if (AsciiText.TryTake(ref rest, (byte)'-'))
            return rest.IsEmpty || TakeMessageMark(ref rest);
        if (rest.IsEmpty || rest[0] != '[')
            return false;
        bool quoted = false;
        for (int i = 0; i < rest.Length; i++)
        {
            if (rest[i] == '\\')
                i++;
            else if (rest[i] == '"')
                quoted = !quoted;
            else if (rest[i] == ']' && !quoted && (i + 1 == rest.Length || rest[i + 1] == ' '))
            {
                rest = rest[(i + 1)..];
                return rest.IsEmpty || TakeMessageMark(ref rest);
            }
        }

        return false;
    }

    /// <summary>The blank before the message and, where a relay puts it, the byte order mark.</summary>
    static bool TakeMessageMark(scoped ref ReadOnlySpan<byte> rest)
    {
        if (!AsciiText.TryTake(ref rest, (byte)' '))
            return false;
        AsciiText.TryTake(ref rest, "\uFEFF"u8);
        return true;
    }
}
