using System.Buffers;

namespace Stucktrace.Formats.KernelLog;

/// <summary>Takes terminal escapes and control characters out of a line, and parts it where a carriage return had it overwritten.</summary>
static class LineCleaner
{
    const byte Escape = 0x1b;

    static readonly SearchValues<byte> Dirt = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 127]);

    /// <summary>True when a line has nothing to take out.</summary>
    public static bool IsClean(ReadOnlySpan<byte> line) => line.IndexOfAny(Dirt) < 0;

    /// <summary>Writes the line without escapes and control characters other than tab; parts of an overwritten line are separated by line feeds.</summary>
    /// <param name="line">The line.</param>
    /// <param name="target">As long as the line.</param>
    /// <returns>Bytes written.</returns>
    public static int Clean(ReadOnlySpan<byte> line, Span<byte> target)
    {
        int written = 0;
        int i = 0;
        while (i < line.Length)
        {
            int plain = line[i..].IndexOfAny(Dirt);
            if (plain < 0)
                plain = line.Length - i;
            line.Slice(i, plain).CopyTo(target[written..]);
            written += plain;
            i += plain;
            if (i == line.Length)
                break;
            byte b = line[i];
            if (b == Escape)
            {
                i = EndOfEscape(line, i + 1);
                continue;
            }

            if (b is (byte)'\r' or (byte)'\n' && written > 0 && target[written - 1] != '\n')
                target[written++] = (byte)'\n';
            i++;
        }

        return written > 0 && target[written - 1] == '\n' ? written - 1 : written;
    }

    static int EndOfEscape(ReadOnlySpan<byte> line, int i)
    {
        if (i >= line.Length)
            return i;
        switch (line[i])
        {
            case (byte)'[':
                i++;
                while (i < line.Length && line[i] is >= 0x20 and <= 0x3f)
                    i++;
                // A damaged sequence ends at the first byte that can't belong to one.
                return i < line.Length && line[i] is >= 0x40 and <= 0x7e ? i + 1 : i;
            case (byte)']' or (byte)'P' or (byte)'X' or (byte)'^' or (byte)'_':
                int end = line[i..].IndexOfAny((byte)0x07, Escape);
                if (end < 0)
                    return i + 1;
                i += end;
                return line[i] == Escape && i + 1 < line.Length && line[i + 1] == '\\' ? i + 2 : line[i] == Escape ? i : i + 1;
            default:
                while (i < line.Length && line[i] is >= 0x20 and <= 0x2f)
                    i++;
                return i < line.Length && line[i] is >= 0x30 and <= 0x7e ? i + 1 : i;
        }
    }
}
