using System.Globalization;
using System.Text;

namespace Stucktrace.Formats.Packages;

/// <summary>
/// Reads tar archives: ustar with the extensions of GNU (long names) and of POSIX (pax). The reader of .NET is not used since it takes as much memory
/// for a name as the archive asks for, up to 2 GiB.
/// </summary>
static class TarReader
{
    // Fields of a header (POSIX ustar): offset and length.
    const int Block = 512, NameLength = 100, SizeAt = 124, SizeLength = 12, SumAt = 148, SumLength = 8, TypeAt = 156, MagicAt = 257, PrefixAt = 345, PrefixLength = 155;

    /// <summary>Reads an archive.</summary>
    /// <param name="archive">Its unpacked bytes.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="visit">Given each entry and its content; false ends the reading.</param>
    /// <returns>Null when the archive was read to its end or to where the visitor had enough, else what is wrong with it.</returns>
    public static Message? Read(Stream archive, PackageLimits limits, Func<PackageEntry, Stream, bool> visit)
    {
        Span<byte> header = stackalloc byte[Block];
        string? longName = null;
        for (int entries = 0; entries < limits.MaxEntries;)
        {
            if (ArchiveParts.Fill(archive, header) < Block)
                return Message.Of("package.cut", entries);
            if (header.IndexOfAnyExcept((byte)0) < 0)
                return null;
            if (!HasRightSum(header) || Number(header.Slice(SizeAt, SizeLength)) is not { } size)
                return Message.Of("package.damaged", entries, "tar");
            char type = (char)header[TypeAt];
            using EntryStream content = new(archive, size);
            if (type is 'L' or 'x')
            {
                if (size > limits.MaxPathBytes * 4L)
                    return Message.Of("package.name-too-long", entries, limits.MaxPathBytes);
                byte[] text = new byte[(int)size];
                ArchiveParts.Fill(content, text);
                longName = type == 'L' ? Text(text) : PaxPath(text) ?? longName;
            }
            else if (type is not ('K' or 'g'))
            {
                entries++;
                string name = longName ?? Name(header);
                longName = null;
                if (Encoding.UTF8.GetByteCount(name) > limits.MaxPathBytes)
                    return Message.Of("package.name-too-long", entries, limits.MaxPathBytes);
                if (!visit(PackageEntry.Of(name, type is '0' or '\0' or '7', size), content))
                    return null;
            }

            if (!content.Skip() || !ArchiveParts.Skip(archive, ArchiveParts.Padding(size, Block)))
                return Message.Of("package.cut", entries);
        }

        return Message.Of("package.too-many-entries", limits.MaxEntries);
    }

    static string Name(ReadOnlySpan<byte> header)
    {
        string name = Text(header[..NameLength]);
        bool hasPrefix = header[MagicAt..].StartsWith("ustar\0"u8) && header[PrefixAt] != 0;
        return hasPrefix ? $"{Text(header.Slice(PrefixAt, PrefixLength))}/{name}" : name;
    }

    static string Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    /// <summary>A pax record is "LENGTH KEY=VALUE\n", its own length included.</summary>
    static string? PaxPath(ReadOnlySpan<byte> records)
    {
        string? path = null;
        while (!records.IsEmpty)
        {
            int blank = records.IndexOf((byte)' ');
            if (blank is < 1 or > 9 || !int.TryParse(records[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out int length)
                || length <= blank + 1 || length > records.Length)
            {
                return path;
            }

            ReadOnlySpan<byte> record = records[(blank + 1)..(length - 1)];
            if (record.StartsWith("path="u8))
                path = Encoding.UTF8.GetString(record["path="u8.Length..]);
            records = records[length..];
        }

        return path;
    }

    /// <summary>The sum of all bytes of the header, its own field taken for blanks.</summary>
    static bool HasRightSum(ReadOnlySpan<byte> header)
    {
        long sum = SumLength * ' ';
        for (int i = 0; i < Block; i++)
            sum += i is >= SumAt and < SumAt + SumLength ? 0 : header[i];
        return Number(header.Slice(SumAt, SumLength)) == sum;
    }

    /// <summary>Octal digits, or, with the highest bit set, a number of base 256.</summary>
    static long? Number(ReadOnlySpan<byte> field)
    {
        long value = 0;
        if ((field[0] & 0x80) != 0)
        {
            if (field[0] != 0x80)
                return null;
            foreach (byte b in field[1..])
            {
                if (value > long.MaxValue >> 9)
                    return null;
                value = (value << 8) | b;
            }

            return value;
        }

        foreach (byte b in field.Trim(" \0"u8))
        {
            if (b is < (byte)'0' or > (byte)'7')
                return null;
            value = (value << 3) | (uint)(b - '0');
        }

        return value;
    }
}
