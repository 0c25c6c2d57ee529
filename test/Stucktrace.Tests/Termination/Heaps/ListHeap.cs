namespace Stucktrace.Tests.Termination.Heaps;

/// <summary>A heap of items as plain arrays, and the simulated accesses to it. Pointers are the numbers of items, or one of the special ones.</summary>
sealed class ListHeap(int count)
{
    internal const int Null = -1;
    internal const int Poison = -2;
    internal const int Unknown = -3;

    internal int Count => count;

    internal int[] Next { get; private init; } = new int[count];

    internal int[] Previous { get; private init; } = new int[count];

    /// <summary>Keys; negative where they are not in the input.</summary>
    internal long[] Key { get; private init; } = new long[count];

    internal uint[] Mark { get; private init; } = new uint[count];

    internal bool[] IsFreed { get; private init; } = new bool[count];

    internal bool FreedWasRead { get; private set; }

    /// <summary>Rounds that are left; a walk that ends at all needs fewer.</summary>
    internal long Fuel { get; set; }

    /// <summary>Done when a round begins, with the number of rounds left.</summary>
    internal Action<ListHeap>? Writer { get; set; }

    internal ListHeap Clone() => new(count)
    {
        Next = [.. Next],
        Previous = [.. Previous],
        Key = [.. Key],
        Mark = [.. Mark],
        IsFreed = [.. IsFreed],
    };

    internal void Round()
    {
        Writer?.Invoke(this);
        if (Fuel-- <= 0)
            throw new WalkStop(WalkEnd.NeverEnds);
    }

    internal int Follow(int item) => Touch(item) ? Next[item] : Unknown;

    internal int Back(int item) => Touch(item) ? Previous[item] : Unknown;

    internal long KeyOf(int item) => Touch(item) ? Key[item] : -1;

    internal uint MarkOf(int item) => TouchKnown(item) ? Mark[item] : 0;

    internal void SetMark(int item, uint mark)
    {
        if (TouchKnown(item))
            Mark[item] = mark;
    }

    internal void SetNext(int item, int next)
    {
        if (TouchKnown(item, isRead: false))
            Next[item] = next;
    }

    internal void SetPrevious(int item, int previous)
    {
        if (TouchKnown(item, isRead: false))
            Previous[item] = previous;
    }

    internal static bool Same(int left, int right) => left == Unknown || right == Unknown ? throw new WalkStop(WalkEnd.Unknown) : left == right;

    internal static bool SameKey(long key, uint wanted) => key < 0 ? throw new WalkStop(WalkEnd.Unknown) : key == wanted;

    bool TouchKnown(int item, bool isRead = true) => item == Unknown ? throw new WalkStop(WalkEnd.Unknown) : Touch(item, isRead);

    bool Touch(int item, bool isRead = true)
    {
        if (item is Null or Poison)
            throw new WalkStop(WalkEnd.Faults);
        if (item == Unknown)
            return false;
        FreedWasRead |= isRead && IsFreed[item];
        return true;
    }
}
