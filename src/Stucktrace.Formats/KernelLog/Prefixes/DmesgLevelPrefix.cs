namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary><c>kern  :warn  : </c>, which dmesg -x puts before the time.</summary>
static class DmesgLevelPrefix
{
    /// <summary>Takes it off.</summary>
    public static bool TryTake(ref LineHead head)
    {
        ReadOnlySpan<byte> rest = head.Rest;
        if (!TryTakeWord(ref rest, out ReadOnlySpan<byte> facility) || !TryTakeWord(ref rest, out ReadOnlySpan<byte> level))
            return false;
        int? severity = LevelOf(level);
        if (severity is null || !IsFacility(facility))
            return false;
        AsciiText.TryTake(ref rest, (byte)' ');
        head.Level = severity;
        head.Origin = facility.SequenceEqual("kern"u8) ? LineOrigin.Kernel : LineOrigin.Other;
        head.Rest = rest;
        return true;
    }

    static bool TryTakeWord(scoped ref ReadOnlySpan<byte> text, out ReadOnlySpan<byte> word)
    {
        word = default;
        int colon = text[..Math.Min(text.Length, 10)].IndexOf((byte)':');
        if (colon < 3)
            return false;
        word = text[..colon].TrimEnd((byte)' ');
        text = text[(colon + 1)..];
        return true;
    }

    static int? LevelOf(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("emerg"u8) ? 0
        : word.SequenceEqual("alert"u8) ? 1
        : word.SequenceEqual("crit"u8) ? 2
        : word.SequenceEqual("err"u8) ? 3
        : word.SequenceEqual("warn"u8) ? 4
        : word.SequenceEqual("notice"u8) ? 5
        : word.SequenceEqual("info"u8) ? 6
        : word.SequenceEqual("debug"u8) ? 7
        : null;

    static bool IsFacility(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("kern"u8) || word.SequenceEqual("user"u8) || word.SequenceEqual("mail"u8) || word.SequenceEqual("daemon"u8)
        || word.SequenceEqual("auth"u8) || word.SequenceEqual("syslog"u8) || word.SequenceEqual("lpr"u8) || word.SequenceEqual("news"u8)
        || word.SequenceEqual("uucp"u8) || word.SequenceEqual("cron"u8) || word.SequenceEqual("authpriv"u8) || word.SequenceEqual("ftp"u8)
        || word.StartsWith("local"u8);
}
