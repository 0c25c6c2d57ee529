using System.Buffers.Binary;

namespace Stucktrace.Formats.Tests.Elf;

/// <summary>Writes a small BTF: a list, a struct that holds one, and types that go in circles.</summary>
static class BtfBuilder
{
    internal static byte[] Build()
    {
        byte[] strings = "\0list_head\0next\0prev\0task\0tasks\0pid\0int\0loop\0f\0"u8.ToArray();
        const uint Struct = 4u << 24, Union = 5u << 24, Integer = 1u << 24, Pointer = 2u << 24, Typedef = 8u << 24, Array = 3u << 24, Function = 12u << 24, Prototype = 13u << 24;
        uint[] types =
        [
            1, Struct | 2, 16, 11, 2, 0, 16, 2, 64, // 1: struct list_head { struct list_head *next, *prev; }
            0, Pointer, 1, // 2
            21, Struct | 3, 40, 26, 1, 64, 32, 4, 192, 0, 5, 256, // 3: struct task
            36, Integer, 4, 32, // 4: int
            0, Union | 2, 8, 11, 2, 0, 32, 4, 0, // 5: union { *next; int pid; }
            40, Typedef, 7, // 6 and 7: a circle
            40, Typedef, 6,
            0, Array, 0, 8, 4, 4_000_000, // 8: an array of itself
            45, Function, 10, // 9
            0, Prototype | 1, 4, 32, 2, // 10
            40, Struct | 1, 8, 11, 11, 0, // 11: a struct that contains itself
        ];
        byte[] bytes = new byte[24 + types.Length * 4 + strings.Length];
        uint[] header = [0x0001eb9f, 24, 0, (uint)types.Length * 4, (uint)types.Length * 4, (uint)strings.Length];
        for (int i = 0; i < header.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 4), header[i]);
        for (int i = 0; i < types.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(24 + i * 4), types[i]);
        strings.CopyTo(bytes, 24 + types.Length * 4);
        return bytes;
    }
}
