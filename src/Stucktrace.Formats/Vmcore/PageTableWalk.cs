using System.Buffers.Binary;

namespace Stucktrace.Formats.Vmcore;

/// <summary>
/// Walks x86-64 page tables (Intel's manual, volume 3, "4-level paging and 5-level paging"; arch/x86/include/asm/pgtable_types.h): four or five tables of
/// 512 entries, with pages of 4 KiB, 2 MiB or 1 GiB. The depth is fixed, so tables that point to themselves do no harm.
/// </summary>
sealed class PageTableWalk(IPhysicalMemory physical, Translation translation)
{
    const int KnownTables = 256, LevelBits = 9, TopOfFour = 39, TopOfFive = 48, LargestPageShift = 30;
    const ulong PresentBit = 1, LargePageBit = 1 << 7, AddressBits = 0x000f_ffff_ffff_f000;

    // The tables read last, each at a place that its number gives; entries never change, so that threads may share them.
    readonly CachedPage?[] _known = new CachedPage?[KnownTables];

    internal MemoryState Walk(ulong address, out ulong found)
    {
        found = 0;
        int shift = translation.FiveLevels ? TopOfFive : TopOfFour, signBit = shift + LevelBits - 1;
        ulong upper = (ulong)((long)address >> signBit);
        if (upper is not (0 or ulong.MaxValue))
            return MemoryState.Unmapped;
        ulong usable = AddressBits & ~translation.EncryptionMask, table = translation.Root & usable;
        for (; shift >= PageMapping.PageShift; shift -= LevelBits)
        {
            CachedPage page = TableAt(table >> PageMapping.PageShift);
            if (page.State != MemoryState.Present)
                return Linear(address, out found) ? MemoryState.Present : page.State;
            int at = (int)((address >> shift) & 0x1ff) * sizeof(ulong);
            physical.Used((table & ~PageMapping.InPage) + (ulong)at, sizeof(ulong));
            ulong entry = BinaryPrimitives.ReadUInt64LittleEndian(page.Bytes.AsSpan(at));
            bool large = (entry & LargePageBit) != 0 && shift > PageMapping.PageShift;
            // A large page above 1 GiB is a reserved bit: an access faults.
            if ((entry & PresentBit) == 0 || (large && shift > LargestPageShift))
                return MemoryState.Unmapped;
            table = entry & usable;
            if (large || shift == PageMapping.PageShift)
            {
                ulong within = (1UL << shift) - 1;
                found = (table & ~within) | (address & within);
                return MemoryState.Present;
            }
        }

        return MemoryState.Unmapped;
    }

    /// <summary>Where the kernel maps memory in one piece, and was seen to do so, a table that is missing is no loss.</summary>
    bool Linear(ulong address, out ulong found)
    {
        found = unchecked(address - Translation.ImageMap + translation.PhysBase);
        if (translation.ImageIsLinear && address - Translation.ImageMap < Translation.ImageMapSize)
            return physical.StateOf(found >> PageMapping.PageShift) != MemoryState.NoSuchMemory;
        if (!translation.DirectMapIsLinear || translation.DirectMap is not { } start || address < start)
            return false;
        found = address - start;
        return found <= AddressBits && physical.StateOf(found >> PageMapping.PageShift) != MemoryState.NoSuchMemory;
    }

    CachedPage TableAt(ulong frame)
    {
        ref CachedPage? place = ref _known[(int)frame & (KnownTables - 1)];
        CachedPage? page = Volatile.Read(ref place);
        if (page is null || page.Frame != frame)
        {
            page = CachedPage.Read(physical, frame);
            Volatile.Write(ref place, page);
        }

        return page;
    }
}
