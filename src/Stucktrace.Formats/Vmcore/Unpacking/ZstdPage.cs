using System.Runtime.InteropServices;
using Stucktrace.Formats.IO;

namespace Stucktrace.Formats.Vmcore.Unpacking;

/// <summary>Unpacks a page through the system's libzstd, in one call that can't write beyond its output.</summary>
static class ZstdPage
{
    /// <summary>Unpacks.</summary>
    /// <param name="packed">The packed bytes.</param>
    /// <param name="output">Receives the bytes.</param>
    /// <returns>How many; -1 when they are damaged, more than <paramref name="output"/> takes, or the library is not there.</returns>
    public static int Unpack(ReadOnlySpan<byte> packed, Span<byte> output)
    {
        if (!NativeLibraries.HasZstd || packed.IsEmpty || output.IsEmpty)
            return -1;
        nuint length = ZSTD_decompress(ref MemoryMarshal.GetReference(output), (nuint)output.Length, ref MemoryMarshal.GetReference(packed), (nuint)packed.Length);
        // Errors are the highest numbers.
        return length <= (nuint)output.Length ? (int)length : -1;
    }

    [DllImport(NativeLibraries.Zstd)]
    static extern nuint ZSTD_decompress(ref byte output, nuint room, ref byte packed, nuint size);
}
