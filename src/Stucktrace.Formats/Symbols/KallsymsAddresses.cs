using System.Buffers.Binary;

namespace Stucktrace.Formats.Symbols;

/// <summary>
/// The addresses of kallsyms in each of their encodings (kernel/kallsyms.c, kallsyms_sym_address): absolute to 4.5, as offsets from a base since 4.6, as
/// offsets from where they stand since 7.0. Each answer is null where the numbers can't be a kernel's addresses in order.
/// </summary>
static class KallsymsAddresses
{
    const ulong LowestKernelAddress = 0xffff_ffff_8000_0000;

    /// <summary>Addresses of eight bytes.</summary>
    internal static ulong[]? Absolute(ReadOnlySpan<byte> bytes, int count)
    {
        if (bytes.Length / sizeof(ulong) < count)
            return null;
        ulong[] addresses = new ulong[count];
        for (int i = 0; i < count; i++)
            addresses[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(i * sizeof(ulong))..]);
        return Checked(addresses);
    }

    /// <summary>Offsets from a base. To 6.14 those below zero count from it and the others are addresses of their own (per-CPU symbols); since 6.15 all count from it.</summary>
    internal static ulong[]? Relative(ReadOnlySpan<byte> offsets, ulong start, int count)
    {
        if (offsets.Length / sizeof(int) < count || start < LowestKernelAddress)
            return null;
        int negative = 0;
        for (int i = 0; i < count; i++)
            negative += BinaryPrimitives.ReadInt32LittleEndian(offsets[(i * sizeof(int))..]) < 0 ? 1 : 0;
        bool signed = negative > count / 2;
        ulong[] addresses = new ulong[count];
        for (int i = 0; i < count; i++)
        {
            int value = BinaryPrimitives.ReadInt32LittleEndian(offsets[(i * sizeof(int))..]);
            addresses[i] = unchecked(!signed ? start + (uint)value : value >= 0 ? (ulong)value : start - 1 - (ulong)value);
        }

        return Checked(addresses);
    }

    /// <summary>Offsets from where each of them stands.</summary>
    internal static ulong[]? PlaceRelative(ReadOnlySpan<byte> offsets, ulong place, int count)
    {
        if (offsets.Length / sizeof(int) < count)
            return null;
        ulong[] addresses = new ulong[count];
        for (int i = 0; i < count; i++)
        {
            int at = i * sizeof(int);
            addresses[i] = unchecked(place + (ulong)at + (ulong)BinaryPrimitives.ReadInt32LittleEndian(offsets[at..]));
        }

        return Checked(addresses);
    }

    /// <summary>The table is sorted by address but for a few symbols that are no addresses, and ends in the kernel's image.</summary>
    static ulong[]? Checked(ulong[] addresses)
    {
        int wrong = 0, inImage = 0;
        for (int i = 1; i < addresses.Length; i++)
        {
            wrong += addresses[i] < addresses[i - 1] ? 1 : 0;
            inImage += addresses[i] >= LowestKernelAddress ? 1 : 0;
        }

        return wrong <= addresses.Length / 100 && inImage > addresses.Length / 2 ? addresses : null;
    }
}
