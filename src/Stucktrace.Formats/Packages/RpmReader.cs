using System.Buffers.Binary;

namespace Stucktrace.Formats.Packages;

/// <summary>
/// Reads RPMs (rpm.org, "RPM V4 Package format"): a lead, two headers (signatures, then what the package is), and a packed cpio archive with the files.
/// Nothing of the headers is needed: how the archive is packed is seen by its first bytes.
/// </summary>
static class RpmReader
{
    const int LeadLength = 96, HeaderLength = 16, EntryLength = 16, Alignment = 8;

    /// <summary>What an RPM begins with.</summary>
    public static ReadOnlySpan<byte> Magic => [0xed, 0xab, 0xee, 0xdb];

    static ReadOnlySpan<byte> HeaderMagic => [0x8e, 0xad, 0xe8];

    /// <summary>Reads a package.</summary>
    /// <param name="package">Its bytes.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="visit">Given each file of the package; false ends the reading.</param>
    /// <returns>Null when the package was read to its end or to where the visitor had enough, else what is wrong with it.</returns>
    public static Message? Read(Stream package, PackageLimits limits, Func<PackageEntry, Stream, bool> visit)
    {
        if (!ArchiveParts.Skip(package, LeadLength))
            return Message.Of("package.cut", 0);
        // Only the signatures are filled up to a multiple of eight.
        return SkipHeader(package, limits, Alignment) ?? SkipHeader(package, limits, 1)
            ?? PackedArchive.Read(package, limits, archive => CpioReader.Read(archive, limits, visit));
    }

    static Message? SkipHeader(Stream package, PackageLimits limits, int multiple)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        if (ArchiveParts.Fill(package, header) < HeaderLength)
            return Message.Of("package.cut", 0);
        if (!header.StartsWith(HeaderMagic))
            return Message.Of("package.damaged", 0, "rpm");
        long length = (long)BinaryPrimitives.ReadUInt32BigEndian(header[8..]) * EntryLength + BinaryPrimitives.ReadUInt32BigEndian(header[12..]);
        if (length > limits.MaxRpmHeaderBytes)
            return Message.Of("package.header-too-large", length, limits.MaxRpmHeaderBytes);
        return ArchiveParts.Skip(package, length + ArchiveParts.Padding(length, multiple)) ? null : Message.Of("package.cut", 0);
    }
}
