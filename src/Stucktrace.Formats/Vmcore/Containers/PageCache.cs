namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>
/// Pages that were unpacked lately. When it is full, the first page in turn that was not used since the last turn makes room (the "clock" scheme).
/// Safe for several threads.
/// </summary>
/// <param name="capacity">Most pages.</param>
sealed class PageCache(int capacity)
{
    readonly Lock _lock = new();
    readonly Dictionary<ulong, int> _places = [];
    readonly List<Slot> _slots = [];
    int _hand;

    /// <summary>Copies bytes of a page.</summary>
    /// <returns>False when the page is not here.</returns>
    public bool TryRead(ulong frame, int offset, Span<byte> into)
    {
        lock (_lock)
        {
            if (!_places.TryGetValue(frame, out int place))
                return false;
            Slot slot = _slots[place];
            slot.Used = true;
            slot.Page.AsSpan(offset, into.Length).CopyTo(into);
            return true;
        }
    }

    /// <summary>Keeps a copy of a page.</summary>
    public void Add(ulong frame, ReadOnlySpan<byte> page)
    {
        lock (_lock)
        {
            if (capacity <= 0 || _places.ContainsKey(frame))
                return;
            Slot slot = Room();
            _places.Add(frame, slot.Place);
            slot.Frame = frame;
            slot.Used = false;
            page.CopyTo(slot.Page);
        }
    }

    Slot Room()
    {
        if (_slots.Count < capacity)
        {
            Slot added = new(_slots.Count);
            _slots.Add(added);
            return added;
        }

        while (_slots[_hand].Used)
        {
            _slots[_hand].Used = false;
            _hand = (_hand + 1) % _slots.Count;
        }

        Slot slot = _slots[_hand];
        _hand = (_hand + 1) % _slots.Count;
        _places.Remove(slot.Frame);
        return slot;
    }

    sealed class Slot(int place)
    {
        public readonly int Place = place;
        public readonly byte[] Page = GC.AllocateUninitializedArray<byte>(IPhysicalMemory.PageBytes);
        public ulong Frame;
        public bool Used;
    }
}
