using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Dump.Stacks;

/// <summary>
/// An unwind table where it lies in the dump's memory: an array of places, sorted, and an array of entries (kernel/…/unwind_orc.c: place = address of the
/// element plus its value). Looked up by halving in that memory; only the pages that this touches are unpacked.
/// </summary>
sealed class OrcTable
{
    readonly AddressSpace _memory;
    readonly ulong _places, _entries;
    readonly int _count;
    readonly OrcVersion _version;
    readonly Dictionary<ulong, OrcEntry?> _known = [];

    OrcTable(AddressSpace memory, ulong places, ulong entries, int count, OrcVersion version) =>
        (_memory, _places, _entries, _count, _version) = (memory, places, entries, count, version);

    /// <summary>Format of the entries.</summary>
    internal OrcVersion Version => _version;

    /// <summary>Makes a table.</summary>
    /// <param name="memory">The dump's memory.</param>
    /// <param name="places">Address of the places.</param>
    /// <param name="entries">Address of the entries.</param>
    /// <param name="count">How many there are, as the dump says.</param>
    /// <param name="version">Their format; null to tell it by the entries.</param>
    /// <returns>Null when the count can't be, or the format is not known.</returns>
    internal static OrcTable? Open(AddressSpace memory, ulong places, ulong entries, ulong count, OrcVersion? version)
    {
        if (places == 0 || entries == 0 || count is 0 or > ReadLimits.MaxOrcEntries)
            return null;
        version ??= Sample(memory, entries, (int)count);
        return version is { } known ? new OrcTable(memory, places, entries, (int)count, known) : null;
    }

    /// <summary>The entry that holds for an address, or null when the table has none or its memory is not in the dump.</summary>
    /// <param name="address">Address of a byte of code.</param>
    internal OrcEntry? Find(ulong address)
    {
        if (_known.TryGetValue(address, out OrcEntry? known))
            return known;
        if (_known.Count >= ReadLimits.MaxStackFrames * 64)
            _known.Clear();
        return _known[address] = Search(address);
    }

    OrcEntry? Search(ulong address)
    {
        int low = 0, high = _count;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) >> 1);
            if (PlaceAt(middle) is not { } place)
                return null;
            if (place <= address)
                low = middle + 1;
            else
                high = middle;
        }

        Span<byte> bytes = stackalloc byte[OrcEntry.Size];
        return low > 0 && _memory.Read(_entries + ((ulong)(low - 1) * OrcEntry.Size), bytes) == MemoryState.Present ? OrcEntry.Decode(bytes, _version) : null;
    }

    ulong? PlaceAt(int index)
    {
        ulong at = _places + ((ulong)index * 4);
        return _memory.Number(at, 4) is { } distance ? unchecked(at + (ulong)(int)(uint)distance) : null;
    }

    static OrcVersion? Sample(AddressSpace memory, ulong entries, int count)
    {
        // From all over the table: its begin describes the entry code, which is unlike the rest.
        int size = Math.Min(count, OrcVersions.SampleSize);
        byte[] bytes = new byte[size * OrcEntry.Size];
        int read = 0;
        for (int i = 0; i < size; i++)
        {
            ulong index = (ulong)i * (ulong)count / (ulong)size;
            if (memory.Read(entries + (index * OrcEntry.Size), bytes.AsSpan(read, OrcEntry.Size)) == MemoryState.Present)
                read += OrcEntry.Size;
        }

        return OrcVersions.FromSample(bytes.AsSpan(0, read));
    }
}
