using System.Buffers.Binary;

namespace Stucktrace.Formats.DebugInfo;

/// <summary>Reads numbers from a place onwards; behind the end everything is zero and <see cref="Failed"/> is set.</summary>
ref struct DwarfCursor(ReadOnlySpan<byte> bytes, int at)
{
    readonly ReadOnlySpan<byte> _bytes = bytes;

    internal int At { get; private set; } = at;

    internal bool Failed { get; private set; }

    internal ulong Number(int size)
    {
        if (size > _bytes.Length - At)
        {
            Failed = true;
            At = _bytes.Length;
            return 0;
        }

        ulong value = 0;
        for (int i = Math.Min(size, 8) - 1; i >= 0; i--)
            value = (value << 8) | _bytes[At + i];
        At += size;
        return value;
    }

    internal ulong Unsigned()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            ulong part = Number(1);
            if (shift < 64)
                value |= (part & 0x7f) << shift;
            if ((part & 0x80) == 0 || Failed)
                return value;
        }
    }

    internal long Signed()
    {
        long value = 0;
        for (int shift = 0; ;)
        {
            ulong part = Number(1);
            if (shift < 64)
                value |= (long)(part & 0x7f) << shift;
            shift += 7;
            if ((part & 0x80) != 0 && !Failed)
                continue;
            return (part & 0x40) != 0 && shift < 64 ? value | (-1L << shift) : value;
        }
    }

    internal void Skip(ulong count)
    {
        if (count > (ulong)(_bytes.Length - At))
        {
            Failed = true;
            At = _bytes.Length;
        }
        else
        {
            At += (int)count;
        }
    }

    internal void SkipText()
    {
        int end = _bytes[At..].IndexOf((byte)0);
        Skip(end < 0 ? ulong.MaxValue : (ulong)end + 1);
    }

    internal static uint UInt32At(ReadOnlySpan<byte> bytes, long at) =>
        at >= 0 && at <= bytes.Length - 4 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[(int)at..]) : 0;
}
