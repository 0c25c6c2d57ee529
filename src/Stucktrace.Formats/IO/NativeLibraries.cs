using System.Runtime.InteropServices;

namespace Stucktrace.Formats.IO;

/// <summary>The two libraries of the system that unpack what .NET does not.</summary>
static class NativeLibraries
{
    /// <summary>File name of liblzma.</summary>
    internal const string Lzma = "liblzma.so.5";

    /// <summary>File name of libzstd.</summary>
    internal const string Zstd = "libzstd.so.1";

    /// <summary>True when liblzma is installed.</summary>
    public static bool HasLzma { get; } = NativeLibrary.TryLoad(Lzma, out _);

    /// <summary>True when libzstd is installed.</summary>
    public static bool HasZstd { get; } = NativeLibrary.TryLoad(Zstd, out _);
}
