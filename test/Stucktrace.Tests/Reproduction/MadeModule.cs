using System.Buffers.Binary;
using System.Text;

namespace Stucktrace.Tests.Reproduction;

/// <summary>Makes module files and kernel images that hold no code: only what says whose they are.</summary>
static class MadeModule
{
    /// <summary>A relocatable ELF file with a .modinfo.</summary>
    public static byte[] Of(string name, string release, params string[] depends)
    {
        byte[] info = Encoding.ASCII.GetBytes($"license=GPL\0name={name}\0depends={string.Join(',', depends)}\0vermagic={release} SMP mod_unload modversions \0");
        byte[] names = Encoding.ASCII.GetBytes("\0.modinfo\0.shstrtab\0");
        const int HeaderSize = 64;
        byte[] file = new byte[HeaderSize + info.Length + names.Length + 3 * HeaderSize];
        Span<byte> header = file;
        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1 }.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header[16..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(header[18..], 62);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        int table = HeaderSize + info.Length + names.Length;
        BinaryPrimitives.WriteUInt64LittleEndian(header[40..], (ulong)table);
        BinaryPrimitives.WriteUInt16LittleEndian(header[52..], HeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header[58..], HeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header[60..], 3);
        BinaryPrimitives.WriteUInt16LittleEndian(header[62..], 2);
        info.CopyTo(file, HeaderSize);
        names.CopyTo(file, HeaderSize + info.Length);
        Section(file.AsSpan(table + HeaderSize), 1, 1, HeaderSize, info.Length);
        Section(file.AsSpan(table + 2 * HeaderSize), 10, 3, HeaderSize + info.Length, names.Length);
        return file;
    }

    /// <summary>The head of a bzImage.</summary>
    public static byte[] Image(string release, bool wide = true)
    {
        byte[] image = new byte[0x1000];
        "HdrS"u8.CopyTo(image.AsSpan(0x202));
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(0x20e), 0x800);
        image[0x236] = wide ? (byte)1 : (byte)0;
        Encoding.ASCII.GetBytes(release + " (builder@host) #1 SMP").CopyTo(image, 0xa00);
        return image;
    }

    static void Section(Span<byte> header, int name, int type, int offset, int size)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header, name);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], type);
        BinaryPrimitives.WriteInt64LittleEndian(header[24..], offset);
        BinaryPrimitives.WriteInt64LittleEndian(header[32..], size);
        BinaryPrimitives.WriteInt64LittleEndian(header[48..], 1);
    }
}
