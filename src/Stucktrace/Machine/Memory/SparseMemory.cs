using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Machine.Memory;

/// <summary>
/// A 64-bit address space of which only some bytes are known. Every byte is defined, not in the input, or freed; a read of several bytes gives the
/// least certain answer among them. Little-endian. Pages are made as they are written, up to a bound; with a source behind it, a page that was never
/// written is taken from there, and copied before it is written.
/// </summary>
public sealed class SparseMemory
{
    /// <summary>Bytes of one page.</summary>
    public const int PageBytes = 4096;

    readonly Dictionary<ulong, Page> _pages = [];
    readonly Dictionary<ulong, Page> _clean = [];
    readonly Dictionary<ulong, MemoryState> _absent = [];
    readonly IMemorySource? _source;
    readonly int _mostPages;
    ulong _lastNumber = ulong.MaxValue;
    Page? _last;

    /// <summary>Makes a memory.</summary>
    /// <param name="mostPages">Most pages that may be written; beyond, writes are refused. As many pages of the source are kept at a time.</param>
    /// <param name="source">What is there before anything is written; null for nothing.</param>
    public SparseMemory(int mostPages, IMemorySource? source = null) => (_mostPages, _source) = (mostPages, source);

    /// <summary>The numbers of the pages that were written (address / <see cref="PageBytes"/>).</summary>
    public IEnumerable<ulong> WrittenPages => _pages.Keys;

    /// <summary>
    /// What the source says of an address: why its byte is not known. <see cref="MemoryState.Present"/> without a source, where the answer is the
    /// writer's affair.
    /// </summary>
    /// <param name="address">Address of the first byte.</param>
    /// <param name="bytes">How many.</param>
    /// <returns>The answer for the first page of which it is not present.</returns>
    public MemoryState StateOf(ulong address, int bytes = 1)
    {
        if (_source is null)
            return MemoryState.Present;
        ulong last = (address + (ulong)bytes - 1) / PageBytes;
        MemoryState state = StateOfPage(address / PageBytes);
        return state == MemoryState.Present && last != address / PageBytes ? StateOfPage(last) : state;
    }

    MemoryState StateOfPage(ulong number) => number == _lastNumber || Find(number) is not null ? MemoryState.Present : _absent.GetValueOrDefault(number, MemoryState.Excluded);

    /// <summary>Reads a number.</summary>
    /// <param name="address">Address of its lowest byte.</param>
    /// <param name="bytes">1 to 8.</param>
    /// <param name="value">The number, zero-extended; what of it is not known is zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MemoryAnswer Read(ulong address, int bytes, out ulong value)
    {
        int offset = (int)(address & (PageBytes - 1));
        Page? page = address / PageBytes == _lastNumber ? _last : Find(address / PageBytes);
        if (page is { Freed: null } && offset + bytes <= PageBytes && page.IsDefined(offset, bytes))
        {
            if (page.Used is { } used)
                Mark(used, offset, bytes, value: true);
            value = page.Number(offset, bytes);
            return MemoryAnswer.Defined;
        }

        return ReadBytewise(address, bytes, out value);
    }

    /// <summary>Reads a number of which some bytes may not be known.</summary>
    /// <param name="address">Address of its lowest byte.</param>
    /// <param name="bytes">1 to 8.</param>
    /// <param name="value">The number; zero where it is not known.</param>
    /// <param name="unknown">One for each bit that is not in the input.</param>
    public MemoryAnswer Read(ulong address, int bytes, out ulong value, out ulong unknown)
    {
        unknown = 0;
        MemoryAnswer answer = Read(address, bytes, out value);
        if (answer == MemoryAnswer.NotInInput)
        {
            for (int i = 0; i < bytes; i++)
            {
                if (Read(address + (ulong)i, 1, out _) == MemoryAnswer.NotInInput)
                    unknown |= 0xffUL << (8 * i);
            }
        }

        return answer;
    }

    /// <summary>Writes a number.</summary>
    /// <param name="address">Address of its lowest byte.</param>
    /// <param name="bytes">1 to 8.</param>
    /// <param name="value">The number.</param>
    /// <returns>False when no further page may be made.</returns>
    public bool Write(ulong address, int bytes, ulong value)
    {
        for (int i = 0; i < bytes; i++)
        {
            if (PageFor(address + (ulong)i) is not { } page)
                return false;
            int offset = (int)((address + (ulong)i) & (PageBytes - 1));
            page.Bytes[offset] = (byte)(value >> (8 * i));
            page.Defined[offset >> 6] |= 1UL << (offset & 63);
        }

        return true;
    }

    /// <summary>Writes bytes.</summary>
    /// <param name="address">Address of the first.</param>
    /// <param name="bytes">The bytes.</param>
    /// <returns>False when no further page may be made; what was before it is written.</returns>
    public bool Write(ulong address, ReadOnlySpan<byte> bytes)
    {
        for (int done = 0; done < bytes.Length;)
        {
            if (PageFor(address + (ulong)done) is not { } page)
                return false;
            int offset = (int)((address + (ulong)done) & (PageBytes - 1));
            int length = Math.Min(bytes.Length - done, PageBytes - offset);
            bytes.Slice(done, length).CopyTo(page.Bytes.AsSpan(offset));
            Mark(page.Defined, offset, length, value: true);
            done += length;
        }

        return true;
    }

    /// <summary>Copies what is known from one place to another; what is not known is not known there either, and freed bytes become ordinary ones.</summary>
    /// <param name="from">First address to read.</param>
    /// <param name="to">First address to write.</param>
    /// <param name="length">Number of bytes.</param>
    public void Copy(ulong from, ulong to, int length)
    {
        for (int i = 0; i < length; i++)
        {
            if (Read(from + (ulong)i, 1, out ulong value) == MemoryAnswer.NotInInput)
                Forget(to + (ulong)i, 1);
            else
                Write(to + (ulong)i, 1, value);
        }
    }

    /// <summary>Makes bytes unknown.</summary>
    /// <param name="address">First address.</param>
    /// <param name="length">Number of bytes.</param>
    /// <returns>False when a page of the source can't be copied: no further page may be made.</returns>
    public bool Forget(ulong address, int length) => ForEachPage(address, length, static (page, offset, count) => Mark(page.Defined, offset, count, value: false));

    /// <summary>Marks bytes as those of a freed object; they keep their content.</summary>
    /// <param name="address">First address.</param>
    /// <param name="length">Number of bytes.</param>
    public void Free(ulong address, int length) => ForEachPage(address, length, static (page, offset, count) => Mark(page.Freed ??= new ulong[PageBytes / 64], offset, count, value: true));

    MemoryAnswer ReadBytewise(ulong address, int bytes, out ulong value)
    {
        value = 0;
        MemoryAnswer answer = MemoryAnswer.Defined;
        for (int i = 0; i < bytes; i++)
        {
            ulong at = address + (ulong)i;
            int offset = (int)(at & (PageBytes - 1));
            if (Find(at / PageBytes) is not { } page || !page.IsDefined(offset, 1))
            {
                answer = MemoryAnswer.NotInInput;
                continue;
            }

            if (page.Used is { } used)
                Mark(used, offset, 1, value: true);
            value |= (ulong)page.Bytes[offset] << (8 * i);
            if (answer == MemoryAnswer.Defined && page.Freed is { } freed && (freed[offset >> 6] >> (offset & 63) & 1) != 0)
                answer = MemoryAnswer.Freed;
        }

        return answer;
    }

    Page? Find(ulong number)
    {
        if (number == _lastNumber)
            return _last;
        if (_pages.TryGetValue(number, out Page? page) || (_source is not null && (_clean.TryGetValue(number, out page) || (page = Load(number)) is not null)))
            (_lastNumber, _last) = (number, page);
        return page;
    }

    // What is not there is remembered too: a loop asks for it again and again.
    Page? Load(ulong number)
    {
        if (_absent.ContainsKey(number))
            return null;
        Page page = new() { IsClean = true };
        MemoryState state = _source!.ReadPage(number * PageBytes, page.Bytes);
        if (state != MemoryState.Present)
        {
            if (_absent.Count >= _mostPages)
                _absent.Clear();
            _absent.Add(number, state);
            return null;
        }

        page.Defined.AsSpan().Fill(ulong.MaxValue);
        page.Used = new ulong[PageBytes / 64];
        // Pages that were only read can be had again at any time.
        if (_clean.Count >= _mostPages)
        {
            TellUsed();
            _clean.Clear();
        }

        _clean.Add(number, page);
        return page;
    }

    /// <summary>Tells the source which of its bytes were used so far.</summary>
    public void TellUsed()
    {
        foreach ((ulong number, Page page) in _clean.Concat(_pages))
        {
            for (int offset = 0; page.Used is { } used && offset < PageBytes; offset++)
            {
                int first = offset;
                while (offset < PageBytes && (used[offset >> 6] >> (offset & 63) & 1) != 0)
                    offset++;
                if (offset > first)
                    _source?.Used((number * PageBytes) + (ulong)first, offset - first);
            }
        }
    }

    Page? PageFor(ulong address)
    {
        ulong number = address / PageBytes;
        Page? page = Find(number);
        if (page is { IsClean: false })
            return page;
        if (_pages.Count >= _mostPages)
            return null;
        // From now on the page is this run's own.
        page ??= new Page();
        page.IsClean = false;
        _clean.Remove(number);
        _pages.Add(number, page);
        (_lastNumber, _last) = (number, page);
        return page;
    }

    bool ForEachPage(ulong address, int length, Action<Page, int, int> act)
    {
        for (int done = 0; done < length;)
        {
            int offset = (int)((address + (ulong)done) & (PageBytes - 1));
            int count = Math.Min(length - done, PageBytes - offset);
            // What the source has must be copied before it is marked; what nobody has stays as it is.
            if (Find((address + (ulong)done) / PageBytes) is not null)
            {
                if (PageFor(address + (ulong)done) is not { } page)
                    return false;
                act(page, offset, count);
            }

            done += count;
        }

        return true;
    }

    static void Mark(ulong[] bits, int offset, int length, bool value)
    {
        for (int i = offset; i < offset + length;)
        {
            int count = Math.Min(64 - (i & 63), offset + length - i);
            ulong mask = (count == 64 ? ulong.MaxValue : (1UL << count) - 1) << (i & 63);
            bits[i >> 6] = value ? bits[i >> 6] | mask : bits[i >> 6] & ~mask;
            i += count;
        }
    }

    sealed class Page
    {
        internal readonly byte[] Bytes = new byte[PageBytes];
        internal readonly ulong[] Defined = new ulong[PageBytes / 64];
        internal ulong[]? Freed;
        internal bool IsClean;

        // For a page of the source: which of its bytes were read.
        internal ulong[]? Used;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal bool IsDefined(int offset, int bytes)
        {
            int bit = offset & 63;
            ulong mask = (1UL << bytes) - 1;
            if (bit + bytes <= 64)
                return (Defined[offset >> 6] >> bit & mask) == mask;
            ulong both = Defined[offset >> 6] >> bit | Defined[(offset >> 6) + 1] << (64 - bit);
            return (both & mask) == mask;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal ulong Number(int offset, int bytes) => bytes switch
        {
            8 => BinaryPrimitives.ReadUInt64LittleEndian(Bytes.AsSpan(offset)),
            4 => BinaryPrimitives.ReadUInt32LittleEndian(Bytes.AsSpan(offset)),
            2 => BinaryPrimitives.ReadUInt16LittleEndian(Bytes.AsSpan(offset)),
            1 => Bytes[offset],
            _ => Odd(offset, bytes),
        };

        ulong Odd(int offset, int bytes)
        {
            ulong value = 0;
            for (int i = 0; i < bytes; i++)
                value |= (ulong)Bytes[offset + i] << (8 * i);
            return value;
        }
    }
}
