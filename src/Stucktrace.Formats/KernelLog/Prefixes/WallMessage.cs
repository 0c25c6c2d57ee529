namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary>
/// What wall(1) writes on every terminal: a header with host and time, then <c> kernel:BUG: …</c>, for which the header speaks.
/// </summary>
sealed class WallMessage
{
    byte[] _host = [];
    WallClock? _time;

    /// <summary>Recognises a header.</summary>
    public bool TryTakeHeader(ref LineHead head)
    {
        ReadOnlySpan<byte> rest = head.Rest;
        if (AsciiText.TryTake(ref rest, "Message from syslogd@"u8))
        {
            _host = AsciiText.TakeToken(ref rest).ToArray();
            _time = null;
            if (AsciiText.TryTake(ref rest, "at "u8))
                TakeTime(rest);
            head.Origin = LineOrigin.Furniture;
            return true;
        }

        if (AsciiText.TryTake(ref rest, "Broadcast message from systemd-journald@"u8))
        {
            _host = AsciiText.TakeToken(ref rest).ToArray();
            _time = null;
            if (AsciiText.TryTake(ref rest, (byte)'('))
                TakeTime(rest);
            head.Origin = LineOrigin.Furniture;
            return true;
        }

        return false;
    }

    /// <summary>Gives a <c>kernel:</c> line without a date the header's host and time.</summary>
    public void Complete(ref LineHead head)
    {
        if (_host.Length == 0 || head.Wall is not null)
            return;
        head.Host = _host;
        head.HostIsCertain = true;
        head.Wall = _time;
    }

    void TakeTime(ReadOnlySpan<byte> text)
    {
        LineHead time = new(text);
        if (DatedPrefix.TryTakeNamed(ref time))
            _time = time.Wall;
    }
}
