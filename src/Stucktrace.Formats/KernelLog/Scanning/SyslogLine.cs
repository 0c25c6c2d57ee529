namespace Stucktrace.Formats.KernelLog.Scanning;

/// <summary>
/// Tells quickly that a syslog line is a program's own: most of a server's log, and full of words such as INFO and BUG. Says no when in doubt; the
/// decoders decide then.
/// </summary>
static class SyslogLine
{
    /// <summary>True for <c>Nov 14 22:30:03 host name[123]: text</c> with a name that is not the kernel's and a text that is no kernel line itself.</summary>
    /// <param name="data">A piece of the log.</param>
    /// <param name="position">A position in the line.</param>
    public static bool IsOfOtherProgram(ReadOnlySpan<byte> data, int position)
    {
        // A marker that stands far behind in a long line may as well be decoded.
        int from = Math.Max(0, position - 512);
        int before = data[from..position].LastIndexOf((byte)'\n');
        if (before < 0 && from > 0)
            return false;
        ReadOnlySpan<byte> line = data[(from + before + 1)..position];
        int at = EndOfDate(line);
        if (at == 0)
            return false;
        int host = line[at..Math.Min(line.Length, at + 256)].IndexOf((byte)' ');
        if (host <= 0)
            return false;
        at += host + 1;
        ReadOnlySpan<byte> tag = line.Slice(at, Math.Min(line.Length - at, 64));
        int bracket = tag.IndexOf((byte)'[');
        if (bracket <= 0 || tag[..bracket].IndexOfAny((byte)' ', (byte)':') >= 0 || tag.StartsWith("kernel"u8) || tag.StartsWith("vmunix"u8))
            return false;
        int end = tag[bracket..].IndexOf("]: "u8);
        if (end < 2)
            return false;
        int text = data.Length - data[(from + before + 1)..].Length + at + bracket + end + 3;
        return text <= position && data[text] is not ((byte)'[' or (byte)'<');
    }

    /// <summary>Length of <c>Nov 14 22:30:03 </c>, or of an ISO time and its blank; 0 where there is neither.</summary>
    static int EndOfDate(ReadOnlySpan<byte> line)
    {
        if (line.Length < 40)
            return 0;
        if (line[3] == ' ' && line[6] == ' ' && line[9] == ':' && line[12] == ':' && line[15] == ' ' && char.IsAsciiLetterUpper((char)line[0]))
            return 16;
        if (line[4] != '-' || line[7] != '-' || line[10] != 'T' || line[13] != ':' || line[16] != ':')
            return 0;
        int blank = line[..40].IndexOf((byte)' ');
        return blank < 0 || line[..blank].IndexOf((byte)',') >= 0 ? 0 : blank + 1;
    }
}
