using System.Buffers.Binary;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Stucktrace.Formats.Tests.Packages;

/// <summary>Makes Debian packages and RPMs for tests.</summary>
static class PackageMaker
{
    /// <summary>A Debian package whose data.tar.gz holds the files.</summary>
    public static byte[] Deb(params (string Path, byte[] Content)[] files) => Ar(("debian-binary", "2.0\n"u8.ToArray()), ("control.tar.gz", Gzip([])), ("data.tar.gz", Gzip(Tar(files))));

    /// <summary>An RPM with a gzip payload.</summary>
    public static byte[] Rpm(params (string Path, byte[] Content)[] files) => [.. RpmHeaders(3, 10), .. Gzip(Cpio(files))];

    public static byte[] RpmHeaders(int entries, int bytes)
    {
        byte[] lead = new byte[96];
        new byte[] { 0xed, 0xab, 0xee, 0xdb, 3 }.CopyTo(lead, 0);
        byte[] header = new byte[16 + entries * 16 + bytes];
        new byte[] { 0x8e, 0xad, 0xe8, 1 }.CopyTo(header, 0);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(8), entries);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(12), bytes);
        int length = header.Length - 16;
        return [.. lead, .. header, .. new byte[(8 - length % 8) % 8], .. header];
    }

    public static byte[] Tar(params (string Path, byte[] Content)[] files) => Tar(TarEntryFormat.Gnu, files);

    public static byte[] Tar(TarEntryFormat format, params (string Path, byte[] Content)[] files)
    {
        using MemoryStream output = new();
        using (TarWriter writer = new(output, format, leaveOpen: true))
        {
            foreach ((string path, byte[] content) in files)
            {
                TarEntry entry = format == TarEntryFormat.Gnu ? new GnuTarEntry(TarEntryType.RegularFile, path)
                    : format == TarEntryFormat.Pax ? new PaxTarEntry(TarEntryType.RegularFile, path) : new UstarTarEntry(TarEntryType.RegularFile, path);
                entry.DataStream = new MemoryStream(content);
                writer.WriteEntry(entry);
            }
        }

        return output.ToArray();
    }

    public static byte[] Cpio(params (string Path, byte[] Content)[] files)
    {
        List<byte> bytes = [];
        foreach ((string path, byte[] content) in (ReadOnlySpan<(string, byte[])>)[.. files, ("TRAILER!!!", [])])
        {
            byte[] name = Encoding.UTF8.GetBytes(path + "\0");
            bytes.AddRange(Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"070701{1:x8}{0x81a4:x8}{0:x8}{0:x8}{1:x8}{0:x8}{content.Length:x8}{0:x8}{0:x8}{0:x8}{0:x8}{name.Length:x8}{0:x8}")));
            bytes.AddRange(name);
            bytes.AddRange(new byte[(4 - bytes.Count % 4) % 4]);
            bytes.AddRange(content);
            bytes.AddRange(new byte[(4 - bytes.Count % 4) % 4]);
        }

        return [.. bytes];
    }

    public static byte[] Ar(params (string Name, byte[] Content)[] members)
    {
        List<byte> bytes = [.. "!<arch>\n"u8];
        foreach ((string name, byte[] content) in members)
        {
            bytes.AddRange(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name,-16}{0,-12}{0,-6}{0,-6}{100644,-8}{content.Length,-10}`\n")));
            bytes.AddRange(content);
            if (content.Length % 2 != 0)
                bytes.Add((byte)'\n');
        }

        return [.. bytes];
    }

    public static byte[] Gzip(byte[] content)
    {
        using MemoryStream output = new();
        using (GZipStream packed = new(output, CompressionLevel.Fastest, leaveOpen: true))
            packed.Write(content);
        return output.ToArray();
    }
}
