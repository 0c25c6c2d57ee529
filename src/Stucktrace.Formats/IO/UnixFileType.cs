using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Stucktrace.Formats.IO;

/// <summary>Tells pipes, sockets and devices from files without opening them: opening a pipe waits for a writer.</summary>
static class UnixFileType
{
    // include/uapi/linux/stat.h: S_IFMT and its values; struct statx has its mode at byte 28 on every architecture.
    internal const int Pipe = 0x1000, Character = 0x2000, Block = 0x6000, Socket = 0xc000;
    const int TypeMask = 0xf000, ModeOffset = 28, StatxSize = 256, AtCurrentFolder = -100;
    const uint MaskType = 1;

    /// <summary>The type bits of a path, links followed; null when they can't be had.</summary>
    public static int? Of(string path)
    {
        byte[] result = new byte[StatxSize];
        try
        {
            return statx(AtCurrentFolder, path, 0, MaskType, result) == 0
                ? BinaryPrimitives.ReadUInt16LittleEndian(result.AsSpan(ModeOffset)) & TypeMask : null;
        }
        catch (Exception missing) when (missing is EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }
    }

    [DllImport("libc", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    static extern int statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] result);
}
