namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary>
/// Takes all prefixes off a line, from the outside in. The first byte decides which decoders can apply, so that a file may change its format at
/// any line without being read more slowly. Keeps the little that one line tells about the next.
/// </summary>
sealed class PrefixDecoder
{
    readonly WallMessage _wallMessage = new();
    byte[] _knownHost = [];
    bool _lastWasKmsg;

    /// <summary>Takes the prefixes off.</summary>
    /// <param name="head">The line; <see cref="LineHead.Rest"/> is the message afterwards.</param>
    public void Decode(ref LineHead head)
    {
        bool lastWasKmsg = _lastWasKmsg;
        _lastWasKmsg = false;
        if (!head.Rest.IsEmpty && !TryDecode(ref head, lastWasKmsg))
        {
            ReadOnlySpan<byte> whole = head.Rest;
            if (QuotePrefix.TryStrip(ref head) && TryDecode(ref head, lastWasKmsg: false))
                return;
            head.Rest = whole;
            InnerTime.TrySkipNoise(ref head);
        }

        if (head.HostIsCertain && !head.Host.SequenceEqual(_knownHost))
            _knownHost = head.Host.ToArray();
    }

    bool TryDecode(ref LineHead head, bool lastWasKmsg)
    {
        byte first = head.Rest[0];
        switch (first)
        {
            case (byte)'[':
                return TryBracket(ref head);
            case (byte)'<':
                return TryPriority(ref head);
            case >= (byte)'0' and <= (byte)'9':
                return TryDigit(ref head);
            case (byte)'-':
                return JournalMark.TryTake(ref head);
            case (byte)' ':
                return TryBlank(ref head, lastWasKmsg);
            case (byte)'`':
                if (!head.Rest.StartsWith("```"u8))
                    return false;
                head.Origin = LineOrigin.Furniture;
                return true;
            default:
                return char.IsAsciiLetter((char)first) && TryLetter(ref head);
        }
    }

    bool TryBracket(ref LineHead head)
    {
        if (!KernelPrefix.TryReadTime(head.Rest, out _, out _, out _))
            return false;
        KernelPrefix.Take(ref head);
        TakeMonotonicHost(ref head);
        return true;
    }

    /// <summary>journalctl -o short-monotonic: <c>[   12.345678] host kernel: text</c>.</summary>
    void TakeMonotonicHost(ref LineHead head)
    {
        ReadOnlySpan<byte> message = head.Rest;
        ReadOnlySpan<byte> host = AsciiText.TakeToken(ref message);
        if (host.IsEmpty || message.IsEmpty || host[^1] == ':')
            return;
        if (SyslogTag.TryTakeKernelTag(ref message))
        {
            head.Host = host;
            head.HostIsCertain = true;
            head.Rest = message;
            KernelPrefix.Take(ref head);
        }
        else if (host.SequenceEqual(_knownHost))
        {
            SyslogTag.Take(ref head, _knownHost);
        }
    }

    bool TryPriority(ref LineHead head)
    {
        if (!KernelPrefix.TakePriority(ref head))
            return false;
        if (head.Rest.IsEmpty)
            return true;
        byte first = head.Rest[0];
        if (first == '1' && Rfc5424Prefix.TryTake(ref head))
            TakeInner(ref head);
        else if (first is >= (byte)'0' and <= (byte)'9')
            TryDigit(ref head);
        else if (first is >= (byte)'A' and <= (byte)'Z')
            TryDated(ref head);
        else if (first == '[')
            TryBracket(ref head);
        if (head.Origin == LineOrigin.Unknown)
            head.Origin = LineOrigin.Kernel;
        return true;
    }

    bool TryDigit(ref LineHead head)
    {
        if (KmsgPrefix.TryTake(ref head))
        {
            _lastWasKmsg = true;
            return true;
        }

        if (DatedPrefix.TryTakeIso(ref head, out bool bare))
        {
            if (bare)
                KernelPrefix.Take(ref head);
            else
                TakeTagged(ref head);
            return true;
        }

        if (DatedPrefix.TryTakeUnix(ref head))
        {
            TakeTagged(ref head);
            return true;
        }

        if (Rfc5424Prefix.TryTake(ref head))
        {
            TakeInner(ref head);
            return true;
        }

        return LogcatPrefix.TryTake(ref head);
    }

    bool TryDated(ref LineHead head)
    {
        if (!DatedPrefix.TryTakeNamed(ref head))
            return false;
        TakeTagged(ref head);
        return true;
    }

    bool TryLetter(ref LineHead head)
    {
        if (head.Rest[0] is >= (byte)'A' and <= (byte)'Z')
            return _wallMessage.TryTakeHeader(ref head) || TryDated(ref head);
        if (DmesgLevelPrefix.TryTake(ref head))
        {
            if (!head.Rest.IsEmpty && head.Rest[0] is >= (byte)'0' and <= (byte)'9')
            {
                ReadOnlySpan<byte> message = head.Rest;
                if (!DatedPrefix.TryTakeIso(ref head, out bool bare) || !bare)
                    head.Rest = message;
            }

            LineOrigin origin = head.Origin;
            TakeInner(ref head);
            // A program that wrote to /dev/kmsg gets the kernel's stamp.
            head.Origin = origin;
            return true;
        }

        ReadOnlySpan<byte> rest = head.Rest;
        if (!SyslogTag.TryTakeKernelTag(ref rest))
            return KmsgPrefix.TryTake(ref head);
        head.Origin = LineOrigin.Kernel;
        head.Rest = rest;
        _wallMessage.Complete(ref head);
        TakeInner(ref head);
        return true;
    }

    /// <summary>A blank starts traces, dictionary lines of /dev/kmsg, and messages of wall(1).</summary>
    bool TryBlank(ref LineHead head, bool lastWasKmsg)
    {
        ReadOnlySpan<byte> rest = head.Rest[1..];
        if (lastWasKmsg && IsDictionary(rest))
        {
            _lastWasKmsg = true;
            head.Origin = LineOrigin.Furniture;
            return true;
        }

        // journalctl -o verbose: "    MESSAGE=text" among the other fields.
        if (!head.Rest.StartsWith("    "u8) || !IsDictionary(head.Rest[4..]))
            return false;
        ReadOnlySpan<byte> field = head.Rest[4..];
        if (AsciiText.TryTake(ref field, "MESSAGE="u8))
            head.Rest = field;
        else
            head.Origin = LineOrigin.Furniture;
        return true;
    }

    static bool IsDictionary(ReadOnlySpan<byte> text)
    {
        int i = 0;
        while (i < text.Length && (char.IsAsciiLetterUpper((char)text[i]) || text[i] == '_'))
            i++;
        return i > 2 && i < text.Length && text[i] == '=';
    }

    void TakeTagged(ref LineHead head)
    {
        if (CriPrefix.TryTake(ref head))
        {
            // A container runtime wrapped a line of any format.
            if (!head.Rest.IsEmpty)
                TryDecode(ref head, lastWasKmsg: false);
            return;
        }

        head.OctalEscapes = true;
        SyslogTag.Take(ref head, _knownHost);
        TakeInner(ref head);
    }

    /// <summary>What the kernel itself put before its message.</summary>
    static void TakeInner(ref LineHead head)
    {
        int? level = head.Level;
        KernelPrefix.Take(ref head);
        head.Level = level ?? head.Level;
    }
}
