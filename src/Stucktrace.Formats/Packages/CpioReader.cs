using System.Globalization;
using System.Text;

namespace Stucktrace.Formats.Packages;

/// <summary>Reads cpio archives in the "newc" format (Documentation/driver-api/early-userspace/buffer-format.rst), which RPMs hold.</summary>
static class CpioReader
{
    // A magic of six characters, then thirteen fields of eight hexadecimal digits; which of them: mode, size, length of the name.
    const int HeaderLength = 110, Magic = 6, Field = 8, Mode = 1, FileSize = 6, NameSize = 11, Alignment = 4;
    const uint TypeMask = 0xf000, Regular = 0x8000;
    const string Trailer = "TRAILER!!!";

    /// <summary>Reads an archive.</summary>
    /// <param name="archive">Its unpacked bytes.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="visit">Given each entry and its content; false ends the reading.</param>
    /// <returns>Null when the archive was read to its end or to where the visitor had enough, else what is wrong with it.</returns>
    public static Message? Read(Stream archive, PackageLimits limits, Func<PackageEntry, Stream, bool> visit)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        for (int entries = 0; entries < limits.MaxEntries; entries++)
        {
            if (ArchiveParts.Fill(archive, header) < HeaderLength)
                return Message.Of("package.cut", entries);
            if (header.StartsWith("07070X"u8))
                return Message.Of("package.large-files");
            if (!(header.StartsWith("070701"u8) || header.StartsWith("070702"u8))
                || Number(header, Mode) is not { } mode || Number(header, FileSize) is not { } size || Number(header, NameSize) is not { } nameSize)
            {
                return Message.Of("package.damaged", entries, "cpio");
            }

            if (nameSize > limits.MaxPathBytes)
                return Message.Of("package.name-too-long", entries, limits.MaxPathBytes);
            byte[] name = new byte[(int)nameSize];
            if (ArchiveParts.Fill(archive, name) < name.Length || !ArchiveParts.Skip(archive, ArchiveParts.Padding(HeaderLength + nameSize, Alignment)))
                return Message.Of("package.cut", entries);
            string path = Encoding.UTF8.GetString(name.AsSpan().TrimEnd((byte)0));
            if (path.Equals(Trailer, StringComparison.Ordinal))
                return null;
            using EntryStream content = new(archive, size);
            if (!visit(PackageEntry.Of(path, (mode & TypeMask) == Regular, size), content))
                return null;
            if (!content.Skip() || !ArchiveParts.Skip(archive, ArchiveParts.Padding(size, Alignment)))
                return Message.Of("package.cut", entries);
        }

        return Message.Of("package.too-many-entries", limits.MaxEntries);
    }

    static uint? Number(ReadOnlySpan<byte> header, int field) =>
        uint.TryParse(header.Slice(Magic + field * Field, Field), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value) ? value : null;
}
