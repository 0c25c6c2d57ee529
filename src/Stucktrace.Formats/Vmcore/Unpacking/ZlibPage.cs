using System.IO.Compression;

namespace Stucktrace.Formats.Vmcore.Unpacking;

/// <summary>
/// Unpacks a page that zlib packed. The library is made for long streams, but 8 µs for a page with all that is set up for it is less than an unpacker of our
/// own took (13 µs, on the pages of a real dump).
/// </summary>
static class ZlibPage
{
    /// <summary>Unpacks.</summary>
    /// <param name="packed">The packed bytes.</param>
    /// <param name="output">Receives the bytes.</param>
    /// <returns>How many; -1 when they are damaged or more than <paramref name="output"/> takes.</returns>
    public static int Unpack(ReadOnlySpan<byte> packed, Span<byte> output)
    {
        try
        {
            using ZLibStream stream = new(new MemoryStream(packed.ToArray(), writable: false), CompressionMode.Decompress);
            int length = stream.ReadAtLeast(output, output.Length, throwOnEndOfStream: false);
            return stream.ReadByte() < 0 ? length : -1;
        }
        // Bytes that ask for a preset dictionary are told in another way than those that are just wrong.
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return -1;
        }
    }
}
