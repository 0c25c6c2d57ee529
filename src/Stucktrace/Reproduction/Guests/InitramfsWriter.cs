using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Stucktrace.Reproduction.Guests;

/// <summary>Writes an initramfs: a gzip-compressed cpio archive in the "newc" format (Documentation/driver-api/early-userspace/buffer-format.rst).</summary>
public static class InitramfsWriter
{
    // include/uapi/linux/stat.h; Documentation/admin-guide/devices.txt: 5, 1 is /dev/console.
    const int Folder = 0x4000 | 0x1ed, Regular = 0x8000, CharacterDevice = 0x2000 | 0x180;
    const int ConsoleMajor = 5, ConsoleMinor = 1;
    const string Console = "dev/console", Trailer = "TRAILER!!!";

    /// <summary>Writes the archive. The same files give the same bytes: no times, no owners, files in the order of their paths.</summary>
    /// <param name="output">Where to; stays open.</param>
    /// <param name="files">The files, each path once; folders above them and /dev/console are added.</param>
    /// <exception cref="IOException">The output can't be written.</exception>
    public static void Write(Stream output, IEnumerable<InitramfsFile> files)
    {
        InitramfsFile[] ordered = [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)];
        SortedSet<string> folders = new(StringComparer.Ordinal) { "dev", "proc", "sys", "tmp" };
        foreach (InitramfsFile file in ordered)
        {
            for (int slash = file.Path.IndexOf('/'); slash > 0; slash = file.Path.IndexOf('/', slash + 1))
                folders.Add(file.Path[..slash]);
        }

        using GZipStream packed = new(output, CompressionLevel.Fastest, leaveOpen: true);
        int number = 0;
        foreach (string folder in folders)
            Add(packed, folder, Folder, default, ++number);
        Add(packed, Console, CharacterDevice, default, ++number, (ConsoleMajor, ConsoleMinor));
        foreach (InitramfsFile file in ordered)
            Add(packed, file.Path, Regular | file.Mode, file.Content, ++number);
        Add(packed, Trailer, 0, default, 0);
    }

    // Thirteen fields of eight hexadecimal digits behind the magic; name and content are padded to multiples of four.
    static void Add(Stream output, string path, int mode, ReadOnlyMemory<byte> content, int number, (int Major, int Minor) device = default)
    {
        byte[] name = Encoding.UTF8.GetBytes(path);
        int links = (mode & Folder) == Folder ? 2 : 1;
        string header = string.Create(
            CultureInfo.InvariantCulture,
            $"070701{number:x8}{mode:x8}{0:x8}{0:x8}{links:x8}{0:x8}{content.Length:x8}{0:x8}{0:x8}{device.Major:x8}{device.Minor:x8}{name.Length + 1:x8}{0:x8}");
        output.Write(Encoding.ASCII.GetBytes(header));
        output.Write(name);
        Pad(output, 1, header.Length + name.Length + 1);
        output.Write(content.Span);
        Pad(output, 0, content.Length);
    }

    static void Pad(Stream output, int terminator, int written) => output.Write(stackalloc byte[terminator + ((4 - (written & 3)) & 3)]);
}
