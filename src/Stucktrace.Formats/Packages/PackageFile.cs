namespace Stucktrace.Formats.Packages;

/// <summary>A Debian package or an RPM: told apart by content, read from begin to end.</summary>
public static class PackageFile
{
    /// <summary>Bytes that tell a package.</summary>
    public const int HeadLength = 8;

    /// <summary>True when the first bytes of a file are those of a package.</summary>
    /// <param name="head">The bytes.</param>
    public static bool IsOne(ReadOnlySpan<byte> head) => head.StartsWith(DebReader.Magic) || head.StartsWith(RpmReader.Magic);

    /// <summary>Reads a package.</summary>
    /// <param name="package">Its bytes; must be seekable.</param>
    /// <param name="visit">Given each file of the package and its content, in order; false ends the reading.</param>
    /// <param name="limits">Bounds.</param>
    /// <returns>Null when it was read to its end, or to where the visitor had enough; else what is wrong with it.</returns>
    /// <exception cref="IOException">The bytes can't be read, or the visitor could not write.</exception>
    public static Message? Read(Stream package, Func<PackageEntry, Stream, bool> visit, PackageLimits? limits = null)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        int length = ArchiveParts.Fill(package, head);
        package.Position = 0;
        head = head[..length];
        PackageLimits bounds = limits ?? PackageLimits.Default;
        return head.StartsWith(DebReader.Magic) ? DebReader.Read(package, bounds, visit)
            : head.StartsWith(RpmReader.Magic) ? RpmReader.Read(package, bounds, visit)
            : Message.Of("package.unknown");
    }
}
