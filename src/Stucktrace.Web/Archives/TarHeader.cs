using System.Buffers.Binary;
using System.Text;

namespace Stucktrace.Web.Archives;

/// <summary>
/// The header of one file in a tar archive: POSIX.1-1988 ustar, and for sizes from 8 GiB on GNU tar's base-256 number. Only what our own archives need:
/// regular files with short names. Our own, because the framework's reader takes room for extended headers as large as a hostile archive names.
/// </summary>
static class TarHeader
{
    internal const int BlockBytes = 512;
    const int NameBytes = 100, ModeAt = 100, OwnerAt = 108, GroupAt = 116, SizeAt = 124, TimeAt = 136, ChecksumAt = 148, TypeAt = 156, MagicAt = 257, VersionAt = 263, PrefixAt = 345;
    const long MostOctal = 0x1_ffff_ffff;

    /// <summary>Makes a header.</summary>
    /// <param name="name">Name, ASCII, at most 100 characters.</param>
    /// <param name="size">Bytes of the file.</param>
    /// <param name="time">When it was made.</param>
    internal static byte[] Write(string name, long size, DateTimeOffset time)
    {
        byte[] block = new byte[BlockBytes];
        Encoding.ASCII.GetBytes(name, block.AsSpan(0, NameBytes));
        Octal(block, ModeAt, 7, 0x1a4);
        Octal(block, OwnerAt, 7, 0);
        Octal(block, GroupAt, 7, 0);
        Octal(block, TimeAt, 11, Math.Max(0, time.ToUnixTimeSeconds()));
        if (size <= MostOctal)
        {
            Octal(block, SizeAt, 11, size);
        }
        else
        {
            block[SizeAt] = 0x80;
            BinaryPrimitives.WriteInt64BigEndian(block.AsSpan(SizeAt + 4), size);
        }

        block[TypeAt] = (byte)'0';
        "ustar\0"u8.CopyTo(block.AsSpan(MagicAt));
        "00"u8.CopyTo(block.AsSpan(VersionAt));
        Octal(block, ChecksumAt, 6, Checksum(block));
        block[ChecksumAt + 7] = (byte)' ';
        return block;
    }

    /// <summary>Reads a header.</summary>
    /// <returns>Name and size; null for one that is none, or of anything but a regular file.</returns>
    internal static (string Name, long Size)? Read(ReadOnlySpan<byte> block)
    {
        if (!block.Slice(MagicAt, 5).SequenceEqual("ustar"u8) || block[TypeAt] is not ((byte)'0' or 0) || block[PrefixAt] != 0
            || Number(block.Slice(ChecksumAt, 8)) != Checksum(block) || Number(block.Slice(SizeAt, 12)) is not { } size)
            return null;
        ReadOnlySpan<byte> name = block[..NameBytes];
        int end = name.IndexOf((byte)0);
        return (Encoding.ASCII.GetString(end < 0 ? name : name[..end]), size);
    }

    /// <summary>Zeroes behind a file, up to the next block.</summary>
    internal static int Padding(long size) => (int)((BlockBytes - (size % BlockBytes)) % BlockBytes);

    static long? Number(ReadOnlySpan<byte> field)
    {
        if (field[0] == 0x80)
            return field.Length == 12 && field[1..4].IndexOfAnyExcept((byte)0) < 0 && BinaryPrimitives.ReadInt64BigEndian(field[4..]) is >= 0 and var large ? large : null;
        ReadOnlySpan<byte> digits = field.Trim([(byte)' ', (byte)0]);
        long value = 0;
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
                return null;
            value = (value << 3) + (digit - '0');
        }

        return digits.IsEmpty ? null : value;
    }

    // The checksum is counted with blanks in its own place.
    static long Checksum(ReadOnlySpan<byte> block)
    {
        long sum = 8 * ' ';
        for (int i = 0; i < BlockBytes; i++)
            sum += i is >= ChecksumAt and < ChecksumAt + 8 ? 0 : block[i];
        return sum;
    }

    static void Octal(byte[] block, int at, int digits, long value) =>
        Encoding.ASCII.GetBytes(Convert.ToString(value, 8).PadLeft(digits, '0'), block.AsSpan(at, digits));
}
