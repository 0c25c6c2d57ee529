using System.Globalization;
using System.Text;

namespace Stucktrace.Formats.IO;

/// <summary>
/// The first line of a part of a kernel log that pstore kept: <c>Oops#1 Part3</c> (fs/pstore/platform.c, pstore_dump). Part 1 holds the newest lines, so
/// a dump reads from the highest part down.
/// </summary>
/// <param name="Reason">Why the kernel dumped: Oops, Panic…</param>
/// <param name="Count">Which dump of this boot.</param>
/// <param name="Part">Number of the part.</param>
readonly record struct PstorePart(string Reason, int Count, int Part)
{
    /// <summary>Reads a line.</summary>
    public static PstorePart? Read(ReadOnlySpan<byte> line)
    {
        int end = line.IndexOf((byte)'\n');
        line = (end < 0 ? line : line[..end]).TrimEnd((byte)'\r');
        int hash = line[..Math.Min(line.Length, 24)].IndexOf((byte)'#');
        int blank = line[..Math.Min(line.Length, 48)].IndexOf(" Part"u8);
        if (hash < 3 || blank < hash + 2 || !char.IsAsciiLetterUpper((char)line[0])
            || !int.TryParse(line[(hash + 1)..blank], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || !int.TryParse(line[(blank + 5)..], NumberStyles.None, CultureInfo.InvariantCulture, out int part))
        {
            return null;
        }

        return new PstorePart(Encoding.ASCII.GetString(line[..hash]), count, part);
    }
}
