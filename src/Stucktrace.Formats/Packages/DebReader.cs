using System.Globalization;
using System.Text;

namespace Stucktrace.Formats.Packages;

/// <summary>Reads Debian packages (deb(5)): an ar archive whose member data.tar, packed in one way or another, holds the files.</summary>
static class DebReader
{
    // ar(5): name 16 bytes, size 10 digits at 48, two bytes of magic at the end.
    const int HeaderLength = 60, NameLength = 16, SizeAt = 48, SizeLength = 10, EndAt = 58;

    /// <summary>What an ar archive begins with.</summary>
    public static ReadOnlySpan<byte> Magic => "!<arch>\n"u8;

    /// <summary>Reads a package.</summary>
    /// <param name="package">Its bytes.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="visit">Given each file of the package; false ends the reading.</param>
    /// <returns>Null when the package was read to its end or to where the visitor had enough, else what is wrong with it.</returns>
    public static Message? Read(Stream package, PackageLimits limits, Func<PackageEntry, Stream, bool> visit)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        if (!ArchiveParts.Skip(package, Magic.Length))
            return Message.Of("package.cut", 0);
        for (int members = 0; members < limits.MaxDebMembers; members++)
        {
            int read = ArchiveParts.Fill(package, header);
            if (read == 0)
                return Message.Of("package.no-files");
            if (read < HeaderLength)
                return Message.Of("package.cut", members);
            if (!header[EndAt..].SequenceEqual("`\n"u8)
                || !long.TryParse(header.Slice(SizeAt, SizeLength).TrimEnd((byte)' '), NumberStyles.None, CultureInfo.InvariantCulture, out long size))
            {
                return Message.Of("package.damaged", members, "ar");
            }

            // dpkg writes the name as it is, ar of GNU with a slash behind it.
            string name = Encoding.ASCII.GetString(header[..NameLength]).TrimEnd(' ').TrimEnd('/');
            using EntryStream content = new(package, size);
            if (name.StartsWith("data.tar", StringComparison.Ordinal))
                return PackedArchive.Read(content, limits, archive => TarReader.Read(archive, limits, visit));
            if (!content.Skip() || !ArchiveParts.Skip(package, size & 1))
                return Message.Of("package.cut", members);
        }

        return Message.Of("package.too-many-entries", limits.MaxDebMembers);
    }
}
