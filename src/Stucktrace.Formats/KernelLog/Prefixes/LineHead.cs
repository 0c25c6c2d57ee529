namespace Stucktrace.Formats.KernelLog.Prefixes;

/// <summary>A line while its prefixes are taken off one after the other, and what they told.</summary>
/// <param name="line">The line without its line break, without escapes and control characters.</param>
ref struct LineHead(ReadOnlySpan<byte> line)
{
    /// <summary>What is left of the line.</summary>
    public ReadOnlySpan<byte> Rest = line;

    /// <summary>Host name, or empty.</summary>
    public ReadOnlySpan<byte> Host = default;

    /// <summary>The journal's name of the boot, or empty.</summary>
    public ReadOnlySpan<byte> BootId = default;

    /// <summary>Microseconds since boot.</summary>
    public long? Monotonic = null;

    /// <summary>Date and time of day.</summary>
    public WallClock? Wall = null;

    /// <summary>Severity.</summary>
    public int? Level = null;

    /// <summary>Who printed it.</summary>
    public LogCaller? Caller = null;

    /// <summary>Sequence number.</summary>
    public long? Sequence = null;

    /// <summary>Who wrote it.</summary>
    public LineOrigin Origin = LineOrigin.Unknown;

    /// <summary>True when the host name is beyond doubt (a tag follows it).</summary>
    public bool HostIsCertain = false;

    /// <summary>True when the syslog daemon writes control characters as <c>#011</c>.</summary>
    public bool OctalEscapes = false;

    /// <summary>True when the kernel's device writes control characters as <c>\x0a</c>.</summary>
    public bool HexEscapes = false;

    /// <summary>Piece of a netconsole message: offset and whole length; null for a whole one.</summary>
    public (int Offset, int Length)? Fragment = null;

    /// <summary>When.</summary>
    public readonly LogTime Time => new(Monotonic, Wall);
}
