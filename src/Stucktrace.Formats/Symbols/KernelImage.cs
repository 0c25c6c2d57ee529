using System.Buffers.Binary;
using System.Text;
using Stucktrace.Formats.IO;

namespace Stucktrace.Formats.Symbols;

/// <summary>
/// vmlinuz: a small loader with the packed vmlinux in it (Documentation/arch/x86/boot.rst). The header tells where the packed part lies; four bytes
/// with the unpacked size follow it.
/// </summary>
public static class KernelImage
{
    /// <summary>Bytes at the begin of an image that hold all that <see cref="Release"/> and <see cref="Is64Bit"/> look at.</summary>
    public const int HeadLength = 0x10000 + 0x400;

    const int SetupSectors = 0x1f1, Magic = 0x202, VersionPointer = 0x20e, LoadFlags = 0x236, Kernel64 = 1, PayloadOffset = 0x248, PayloadLength = 0x24c, HeaderEnd = 0x250;

    /// <summary>True for an image of x86.</summary>
    /// <param name="bytes">The image, or its head.</param>
    public static bool IsOne(ReadOnlySpan<byte> bytes) => bytes.Length > HeaderEnd && bytes[Magic..].StartsWith("HdrS"u8);

    /// <summary>True when it can be entered in 64-bit mode (XLF_KERNEL_64; kernels since 3.8 tell).</summary>
    /// <param name="bytes">The image, or its head.</param>
    public static bool Is64Bit(ReadOnlySpan<byte> bytes) => (bytes[LoadFlags] & Kernel64) != 0;

    /// <summary>The release: the text that the header points to begins with it.</summary>
    /// <param name="bytes">The image, or its head.</param>
    /// <returns>Such as <c>6.1.0-56-amd64</c>, or null when the image does not tell.</returns>
    public static string? Release(ReadOnlySpan<byte> bytes)
    {
        int at = BinaryPrimitives.ReadUInt16LittleEndian(bytes[VersionPointer..]) + 0x200;
        if (at <= 0x200 || at >= bytes.Length)
            return null;
        ReadOnlySpan<byte> text = bytes[at..Math.Min(bytes.Length, at + 128)];
        int end = text.IndexOfAny((byte)' ', (byte)0);
        return end > 0 ? Encoding.UTF8.GetString(text[..end]) : null;
    }

    internal static ReadOnlyMemory<byte>? Unpack(ReadOnlyMemory<byte> image, Action<InputDiagnostic> report, ReadLimits limits)
    {
        ReadOnlySpan<byte> bytes = image.Span;
        int sectors = bytes[SetupSectors] == 0 ? 4 : bytes[SetupSectors];
        long at = (sectors + 1) * 512L + BinaryPrimitives.ReadUInt32LittleEndian(bytes[PayloadOffset..]);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[PayloadLength..]);
        if (length < 8 || at >= bytes.Length || length > bytes.Length - at)
        {
            report(new InputDiagnostic("ELF0604", Message.Of("elf.0604", at, length, bytes.Length), Offset: PayloadOffset));
            if (length < 8 || at >= bytes.Length)
                return null;
            length = bytes.Length - at;
        }

        ReadOnlyMemory<byte> packed = image.Slice((int)at, (int)length);
        ReadOnlySpan<byte> head = packed.Span;
        long unpackedSize = BinaryPrimitives.ReadUInt32LittleEndian(head[^4..]);
        if (Lz4Legacy.IsOne(head))
            return Lz4Legacy.Unpack(head[..^4], (int)Math.Min(unpackedSize, limits.MaxObjectBytes), report, at);
        Compression compression = ContentSniffer.CompressionOf(head);
        if (compression is Compression.None or Compression.Unsupported)
        {
            if (head.StartsWith("\u007fELF"u8))
                return packed;
            report(new InputDiagnostic("ELF0605", Message.Of("elf.0605", Convert.ToHexStringLower(head[..4])), Offset: at));
            return null;
        }

        // gzip keeps the size as the last part of its own format; behind the others it is the kernel's build that adds it.
        ReadOnlyMemory<byte> stream = compression == Compression.Gzip ? packed : packed[..^4];
        return ObjectBytes.Load(new MemoryStream(stream.ToArray(), writable: false), limits, report);
    }
}
