namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>Page tables of a shaped kernel: the image and the direct map in large pages, anything else page by page.</summary>
public sealed partial class ShapedKernel
{
    const ulong Present = 1, Writable = 2, Large = 1 << 7, Global = 1 << 8;

    readonly Dictionary<ulong, ulong> _mapped = [];
    ulong _top;

    /// <summary>Physical address of the top table.</summary>
    public ulong TopTable => _top;

    /// <summary>Maps a page of 4 KiB.</summary>
    public void Map(ulong address, ulong physical)
    {
        _mapped[address / PageBytes] = physical;
        Entry(address, 12, physical | Present | Writable | Shape.EncryptionMask);
    }

    /// <summary>Takes pages and maps them at an address, as vmalloc and modules are.</summary>
    public void MapPages(ulong address, int bytes)
    {
        for (ulong at = address & ~(PageBytes - 1); at < address + (ulong)bytes; at += PageBytes)
            Map(at, Allocate((int)PageBytes, (int)PageBytes) - Shape.DirectMap);
    }

    /// <summary>Writes an entry of a page table; tables above it are made.</summary>
    /// <param name="address">Virtual address.</param>
    /// <param name="shift">12, 21 or 30 for an entry that maps a page; higher ones point to tables.</param>
    /// <param name="value">The entry.</param>
    public void Entry(ulong address, int shift, ulong value)
    {
        ulong table = _top;
        for (int level = Shape.FiveLevels ? 48 : 39; level > shift; level -= 9)
        {
            ulong at = table + ((address >> level) & 511) * 8;
            ulong entry = BitConverter.ToUInt64(Dump.Page(at / PageBytes), (int)(at % PageBytes));
            if ((entry & Present) == 0)
            {
                entry = NewTable() | Present | Writable | Shape.EncryptionMask;
                Dump.Put(at, entry);
            }

            table = entry & 0x000f_ffff_ffff_f000 & ~Shape.EncryptionMask;
        }

        Dump.Put(table + ((address >> shift) & 511) * 8, value);
    }

    void MakeTables()
    {
        _top = Physical(Data(Shape.TopTable, (int)PageBytes, (int)PageBytes));
        for (ulong at = 0; at < ImageBytes; at += 0x20_0000)
            Entry(_text + at, 21, (Shape.Physical + at) | Present | Writable | Large | Global | Shape.EncryptionMask);
        // The first GiB in pages of 2 MiB, the next in one of 1 GiB.
        for (ulong at = 0; at < 0x4000_0000; at += 0x20_0000)
            Entry(Shape.DirectMap + at, 21, at | Present | Writable | Large | Shape.EncryptionMask);
        Entry(Shape.DirectMap + 0x4000_0000, 30, 0x4000_0000 | Present | Writable | Large | Shape.EncryptionMask);
    }

    ulong NewTable()
    {
        _nextPhysical = (_nextPhysical + PageBytes - 1) & ~(PageBytes - 1);
        ulong table = _nextPhysical;
        Dump.Page(table / PageBytes);
        _nextPhysical += PageBytes;
        return table;
    }
}
