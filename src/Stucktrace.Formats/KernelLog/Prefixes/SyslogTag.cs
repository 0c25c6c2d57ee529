namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary>The part of a syslog or journal line after its date: host name, tag, message.</summary>
static class SyslogTag
{
    /// <summary>Takes host and tag off.</summary>
    /// <param name="head">The line; its date is already off.</param>
    /// <param name="knownHost">Host name of earlier lines, to tell a host from the first word of a message.</param>
    public static void Take(ref LineHead head, ReadOnlySpan<byte> knownHost)
    {
        ReadOnlySpan<byte> rest = head.Rest;
        AsciiText.SkipSpaces(ref rest);
        if (rest.IsEmpty || rest[0] is (byte)'[' or (byte)'<')
        {
            head.Rest = rest;
            return;
        }

        ReadOnlySpan<byte> tagged = rest;
        if (IsFacility(AsciiText.TakeToken(ref tagged)))
            rest = tagged;
        if (TryTakeTag(ref head, rest))
            return;
        ReadOnlySpan<byte> afterHost = rest;
        ReadOnlySpan<byte> host = AsciiText.TakeToken(ref afterHost);
        ReadOnlySpan<byte> message = afterHost;
        AsciiText.SkipSpaces(ref message);
        if (!IsHostName(host))
        {
            head.Rest = rest;
            return;
        }

        ReadOnlySpan<byte> facility = message;
        if (IsFacility(AsciiText.TakeToken(ref facility)))
            message = facility;
        bool known = host.SequenceEqual(knownHost);
        if (TryTakeTag(ref head, message))
        {
            head.Host = host;
            head.HostIsCertain = true;
        }
        else if (known || StartsLikeKernelTime(message))
        {
            head.Host = host;
            head.Rest = afterHost;
        }
        else
        {
            head.Rest = rest;
        }
    }

    /// <summary>True when the text begins with <c>kernel:</c> or one of its spellings.</summary>
    public static bool TryTakeKernelTag(scoped ref ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> rest = text;
        if (!AsciiText.TryTake(ref rest, "kernel"u8) && !AsciiText.TryTake(ref rest, "vmunix"u8))
            return false;
        if (AsciiText.TryTake(ref rest, (byte)'[') && (!AsciiText.TryTakeNumber(ref rest, 1, 10, out _) || !AsciiText.TryTake(ref rest, (byte)']')))
        {
            // "kernel[  12.345678] text"
            text = text[6..];
            return true;
        }

        if (AsciiText.TryTake(ref rest, " -- "u8) || AsciiText.TryTake(ref rest, " - - - "u8) || AsciiText.TryTake(ref rest, " : "u8))
        {
            text = rest;
            return true;
        }

        if (AsciiText.TryTake(ref rest, (byte)':'))
        {
            AsciiText.TryTake(ref rest, (byte)' ');
            text = rest;
            return true;
        }

        if (!StartsLikeKernelTime(rest))
            return false;
        text = rest[1..];
        return true;
    }

    static bool TryTakeTag(ref LineHead head, ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> rest = text;
        if (TryTakeKernelTag(ref rest))
        {
            // Some relays put the tag twice.
            TryTakeKernelTag(ref rest);
            head.Origin = LineOrigin.Kernel;
            head.Rest = rest;
            return true;
        }

        int length = 0;
        while (length < text.Length && length < 64 && IsTagByte(text[length]))
            length++;
        if (length == 0 || length == text.Length)
            return false;
        rest = text[length..];
        bool hasPid = false;
        if (rest[0] == '[')
        {
            int close = rest[..Math.Min(rest.Length, 48)].IndexOf((byte)']');
            if (close < 2)
                return false;
            rest = rest[(close + 1)..];
            hasPid = true;
        }

        if (!AsciiText.TryTake(ref rest, (byte)':') || (!rest.IsEmpty && rest[0] != ' '))
            return false;
        ReadOnlySpan<byte> name = text[..length];
        if (!hasPid && IsKernelWord(name))
        {
            // A relay without tags: the first word of the kernel's own message looks like one.
            head.Rest = text;
            return true;
        }

        AsciiText.TryTake(ref rest, (byte)' ');
        head.Origin = LineOrigin.Other;
        head.Rest = rest;
        return true;
    }

    /// <summary>Words before a colon with which kernel lines begin: BUG, INFO, RIP, CPU, R13, CR2, watchdog, rcu, task…</summary>
    static bool IsKernelWord(ReadOnlySpan<byte> name) =>
        (name.Length <= 8 && char.IsAsciiLetterUpper((char)name[0]))
        || name.SequenceEqual("watchdog"u8) || name.SequenceEqual("rcu"u8) || name.SequenceEqual("task"u8) || name.SequenceEqual("sysrq"u8);

    static bool StartsLikeKernelTime(ReadOnlySpan<byte> text)
    {
        AsciiText.TryTake(ref text, (byte)' ');
        return KernelPrefix.TryReadTime(text, out _, out _, out _);
    }

    static bool IsHostName(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.Length > 255)
            return false;
        foreach (byte b in text)
        {
            if (b < 0x80 && !char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'.' or (byte)'-' or (byte)'_' or (byte)':' or (byte)'%' or (byte)'@' or (byte)'/' or (byte)'+'))
                return false;
        }

        return true;
    }

    static bool IsTagByte(byte b) =>
        b >= 0x80 || char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-' or (byte)'.' or (byte)'/' or (byte)'@' or (byte)'(' or (byte)')' or (byte)'\\';

    /// <summary>busybox and OpenWrt write <c>kern.warn</c> before the tag.</summary>
    static bool IsFacility(ReadOnlySpan<byte> word)
    {
        int dot = word.IndexOf((byte)'.');
        if (dot < 1)
            return false;
        return word[..dot].SequenceEqual("kern"u8) || word[..dot].SequenceEqual("user"u8) || word[..dot].SequenceEqual("daemon"u8)
            || word[..dot].SequenceEqual("auth"u8) || word[..dot].SequenceEqual("syslog"u8);
    }
}
