namespace Stucktrace.Reproduction.Guests;

/// <summary>Writes an initramfs: a gzip-compressed cpio archive in the "newc" format (Documentation/driver-api/early-userspace/buffer-format.rst).</summary>
public static class InitramfsWriter
{
    /// <summary>Writes the archive. The same files give the same bytes: no times, no owners, files in the order of their paths.</summary>
    /// <param name="output">Where to; stays open.</param>
    /// <param name="files">The files; folders above them and /dev/console are added.</param>
    public static void Write(Stream output, IEnumerable<InitramfsFile> files) => throw new NotSupportedException();
}
