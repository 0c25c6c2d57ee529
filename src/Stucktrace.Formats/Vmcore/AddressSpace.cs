using System.Buffers.Binary;

namespace Stucktrace.Formats.Vmcore;

/// <summary>
/// The kernel's virtual memory in a dump: page tables walked on the dump's own physical memory. Every read says whether the bytes are there, were left
/// out, are not mapped, or are damaged. Safe to be read by several threads.
/// </summary>
public sealed class AddressSpace
{
    const int KnownPages = 1024;

    // What was found out about pages: each place holds the last page that fell on it. Entries never change, so that threads may share them without locks.
    readonly PageMapping?[] _known = new PageMapping?[KnownPages];
    readonly PageTableWalk _tables;

    /// <summary>Makes an address space.</summary>
    /// <param name="physical">Physical memory.</param>
    /// <param name="translation">How addresses are translated.</param>
    public AddressSpace(IPhysicalMemory physical, Translation translation)
    {
        (Physical, Translation) = (physical, translation);
        _tables = new PageTableWalk(physical, translation);
    }

    /// <summary>Physical memory.</summary>
    public IPhysicalMemory Physical { get; }

    /// <summary>How addresses are translated.</summary>
    public Translation Translation { get; }

    /// <summary>Translates an address.</summary>
    /// <param name="address">Virtual address.</param>
    /// <param name="physical">Physical address, when the answer is <see cref="MemoryState.Present"/>.</param>
    /// <returns>Present when a mapping was found (the page itself may be excluded all the same); unmapped; or the state of the page table that is missing.</returns>
    public MemoryState Translate(ulong address, out ulong physical)
    {
        PageMapping page = PageOf(address);
        physical = page.State == MemoryState.Present ? page.Physical | (address & PageMapping.InPage) : 0;
        return page.State;
    }

    /// <summary>Reads bytes, over as many pages as they span.</summary>
    /// <param name="address">Virtual address of the first.</param>
    /// <param name="into">Receives the bytes; what is not present is set to zero.</param>
    /// <returns>Present when every byte is; else the state of the first page that is not.</returns>
    public MemoryState Read(ulong address, Span<byte> into)
    {
        MemoryState first = MemoryState.Present;
        while (!into.IsEmpty)
        {
            int size = (int)Math.Min((ulong)into.Length, IPhysicalMemory.PageBytes - (address & PageMapping.InPage));
            Span<byte> part = into[..size];
            PageMapping page = PageOf(address);
            MemoryState state = page.State;
            if (state == MemoryState.Present)
            {
                // Large reads pass once over their pages: keeping those would only push out what is read again and again.
                ReadOnlySpan<byte> content = size <= PageMapping.SmallRead || page.HasContent ? page.Content(Physical, out state) : default;
                if (state == MemoryState.Present && content.IsEmpty)
                    state = Physical.Read(page.Physical | (address & PageMapping.InPage), part);
                else if (state == MemoryState.Present)
                {
                    Physical.Used(page.Physical | (address & PageMapping.InPage), size);
                    content.Slice((int)(address & PageMapping.InPage), size).CopyTo(part);
                }
            }

            if (state != MemoryState.Present)
                part.Clear();
            if (first == MemoryState.Present)
                first = state;
            into = into[size..];
            address = unchecked(address + (ulong)size);
        }

        return first;
    }

    /// <summary>Reads one page as a whole for a reader that tells later which of its bytes it used (<see cref="Used"/>).</summary>
    /// <param name="address">Virtual address of its first byte.</param>
    /// <param name="into">Receives <see cref="IPhysicalMemory.PageBytes"/> bytes.</param>
    public MemoryState PeekPage(ulong address, Span<byte> into)
    {
        PageMapping page = PageOf(address);
        MemoryState state = page.State == MemoryState.Present ? Physical.Peek(page.Physical, into[..IPhysicalMemory.PageBytes]) : page.State;
        if (state != MemoryState.Present)
            into.Clear();
        return state;
    }

    /// <summary>Bytes of a page that was read with <see cref="PeekPage"/> are made use of.</summary>
    /// <param name="address">Virtual address of the first; all lie in one page.</param>
    /// <param name="length">How many.</param>
    public void Used(ulong address, int length)
    {
        if (Translate(address, out ulong physical) == MemoryState.Present)
            Physical.Used(physical, length);
    }

    /// <summary>Reads a little-endian number.</summary>
    /// <param name="address">Virtual address of its lowest byte.</param>
    /// <param name="bytes">1, 2, 4 or 8.</param>
    /// <param name="value">The number, zero-extended; zero when it is not present.</param>
    public MemoryState ReadNumber(ulong address, int bytes, out ulong value)
    {
        int at = (int)(address & PageMapping.InPage);
        if (at > IPhysicalMemory.PageBytes - sizeof(ulong))
            return ReadOverBorder(address, bytes, out value);
        PageMapping page = PageOf(address);
        value = 0;
        MemoryState state = page.State;
        if (state != MemoryState.Present)
            return state;
        ReadOnlySpan<byte> content = page.Content(Physical, out state);
        if (state != MemoryState.Present)
            return state;
        Physical.Used(page.Physical | (uint)at, bytes);
        value = BinaryPrimitives.ReadUInt64LittleEndian(content[at..]) & (ulong.MaxValue >> (64 - bytes * 8));
        return state;
    }

    /// <summary>A number, or null when it is not present.</summary>
    /// <param name="address">Virtual address of its lowest byte.</param>
    /// <param name="bytes">1, 2, 4 or 8.</param>
    public ulong? Number(ulong address, int bytes = 8) => ReadNumber(address, bytes, out ulong value) == MemoryState.Present ? value : null;

    /// <summary>Another space over the same memory, such as a process's.</summary>
    /// <param name="root">Physical address of its top page table.</param>
    public AddressSpace WithRoot(ulong root) => new(Physical, Translation with { Root = root });

    MemoryState ReadOverBorder(ulong address, int bytes, out ulong value)
    {
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        word.Clear();
        MemoryState state = Read(address, word[..bytes]);
        value = state == MemoryState.Present ? BinaryPrimitives.ReadUInt64LittleEndian(word) : 0;
        return state;
    }

    PageMapping PageOf(ulong address)
    {
        ulong number = address >> PageMapping.PageShift;
        ref PageMapping? place = ref _known[(int)(number ^ (number >> 10)) & (KnownPages - 1)];
        PageMapping? page = Volatile.Read(ref place);
        if (page is null || page.Number != number)
        {
            MemoryState state = _tables.Walk(address, out ulong physical);
            page = new PageMapping(number, physical & ~PageMapping.InPage, state);
            Volatile.Write(ref place, page);
        }

        return page;
    }
}
