using System.Buffers.Binary;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Layouts;

/// <summary>The first bytes of a task_struct, as far as they are in the dump.</summary>
sealed class TaskSample
{
    /// <summary>More than any task_struct takes before its FPU state, which ends it (6.1: 9,792 bytes with it).</summary>
    internal const int Bytes = 12 * 1024;

    readonly byte[] _bytes = new byte[Bytes];

    internal TaskSample(AddressSpace memory, ulong address)
    {
        Address = address;
        // A struct may end at a page that was left out.
        for (int at = 0; at < Bytes;)
        {
            int size = (int)Math.Min((ulong)(Bytes - at), IPhysicalMemory.PageBytes - ((address + (ulong)at) & (IPhysicalMemory.PageBytes - 1)));
            if (memory.Read(address + (ulong)at, _bytes.AsSpan(at, size)) != MemoryState.Present)
                break;
            Known = at += size;
        }
    }

    internal ulong Address { get; }

    /// <summary>How many bytes are known.</summary>
    internal int Known { get; }

    internal ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Known);

    internal ulong Word(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(offset));

    internal uint Half(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(offset));

    /// <summary>True for an address that can be one of the kernel's objects.</summary>
    internal static bool IsPointer(ulong value) => value >= 0xff00_0000_0000_0000 && (value & 7) == 0;
}
