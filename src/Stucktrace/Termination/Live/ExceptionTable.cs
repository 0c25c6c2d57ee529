using System.Buffers.Binary;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Termination.Live;

/// <summary>
/// The instructions of the kernel that may fault without harm (arch/x86/include/asm/extable.h): up to 3.4 two absolute addresses an entry, then two
/// distances, since 4.6 three words of four bytes. Sorted by instruction since it is booted.
/// </summary>
static class ExceptionTable
{
    const ulong MostBytes = 4 << 20;

    /// <summary>Whether the kernel goes on elsewhere when an instruction of its own faults; null when its table is not in the dump.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="instruction">Address of the instruction.</param>
    internal static bool? Handles(DumpedKernel kernel, ulong instruction)
    {
        if (kernel.Symbols.Find("__start___ex_table") is not { } start || kernel.Symbols.Find("__stop___ex_table") is not { } stop || stop <= start || stop - start > MostBytes)
            return null;
        byte[] table = new byte[stop - start];
        if (kernel.Memory.Read(start, table) != MemoryState.Present)
            return null;
        // Which form it has shows in the order; an entry that is found under any of them is one.
        foreach ((int size, bool relative) in (ReadOnlySpan<(int, bool)>)[(12, true), (8, true), (16, false)])
        {
            if (table.Length % size == 0 && IsSorted(table, start, size, relative))
                return Contains(table, start, size, relative, instruction);
        }

        return null;
    }

    static ulong Entry(byte[] table, ulong start, int at, bool relative) =>
        relative ? start + (ulong)at + (ulong)(long)BinaryPrimitives.ReadInt32LittleEndian(table.AsSpan(at)) : BinaryPrimitives.ReadUInt64LittleEndian(table.AsSpan(at));

    static bool IsSorted(byte[] table, ulong start, int size, bool relative)
    {
        ulong last = 0;
        for (int at = 0; at < table.Length; at += size)
        {
            ulong entry = Entry(table, start, at, relative);
            if (entry < last)
                return false;
            last = entry;
        }

        return true;
    }

    static bool Contains(byte[] table, ulong start, int size, bool relative, ulong instruction)
    {
        for (int at = 0; at < table.Length; at += size)
        {
            if (Entry(table, start, at, relative) == instruction)
                return true;
        }

        return false;
    }
}
