using static Stucktrace.Tests.Termination.Heaps.ListHeap;

namespace Stucktrace.Tests.Termination.Heaps;

/// <summary>What each walk of Sources/walks.c does, in plain C#: heap, first item, key wanted, limit.</summary>
static class WalkTruth
{
    internal delegate void Walk(ListHeap heap, int item, uint key, uint limit);

    internal static readonly Dictionary<string, Walk> All = new()
    {
        ["chain_length"] = (h, p, _, _) => Chain(h, p, _ => false),
        ["chain_find"] = (h, p, key, _) => Chain(h, p, i => SameKey(h.KeyOf(i), key)),
        ["chain_mark"] = (h, p, _, _) => Chain(h, p, i => Marked(h, i, 1)),
        ["chain_stamp"] = (h, p, _, _) => Chain(h, p, i => Marked(h, i, h.MarkOf(i) + 1)),
        ["chain_sum"] = (h, p, _, _) => Chain(h, p, _ => false),
        ["chain_until_marked"] = (h, p, _, _) => Chain(h, p, i => h.MarkOf(i) != 0 || Marked(h, i, 1)),
        ["chain_visits"] = (h, p, _, limit) => Chain(h, p, i => Marked(h, i, h.MarkOf(i) + 1) || h.MarkOf(i) == limit),
        ["chain_toggle"] = (h, p, key, _) => Chain(h, p, i => Marked(h, i, h.MarkOf(i) ^ 1) || (h.MarkOf(i) == 0 && SameKey(h.KeyOf(i), key))),
        ["chain_bounded"] = (h, p, _, limit) => Chain(h, p, _ => limit-- == 0),
        ["chain_reverse"] = (h, p, _, _) => Reverse(h, p),
        ["chain_floyd"] = (h, p, _, _) => Floyd(h, p),
        ["chain_name"] = (h, p, key, _) => Chain(h, p, i => SameKey(h.KeyOf(i), key)),
        ["chain_last"] = (h, p, _, _) => Last(h, p),
        ["chain_helper"] = (h, p, key, _) => Chain(h, p, i => Marked(h, i, 7) || SameKey(h.KeyOf(i), key)),
        ["chain_asks"] = (h, p, key, _) => Chain(h, p, i => SameKey(h.KeyOf(i), key)),
        ["ring_length"] = (h, p, _, _) => Ring(h, p, h.Follow, _ => false),
        ["ring_find"] = (h, p, key, _) => Ring(h, p, h.Follow, i => SameKey(h.KeyOf(i), key)),
        ["ring_mark"] = (h, p, key, _) => Ring(h, p, h.Follow, i => Marked(h, i, key)),
        ["ring_back"] = (h, p, key, _) => Ring(h, p, h.Back, i => SameKey(h.KeyOf(i), key)),
        ["ring_safe"] = (h, p, key, _) => Safe(h, p, key),
        ["ring_start"] = (h, p, key, _) => Start(h, p, key),
        ["ring_count"] = (h, p, _, _) => Ring(h, p, h.Follow, _ => false),
        ["ring_delete"] = (h, p, _, _) => Delete(h, p),
        ["ring_nested"] = (h, p, _, _) => Ring(h, p, h.Follow, i => Inner(h, h.Follow(i))),
        ["index_find"] = (h, p, key, _) => Chain(h, p, i => SameKey(h.KeyOf(i), key)),
    };

    internal static (WalkEnd End, bool Freed) Of(string name, ListHeap heap, int item, uint key, uint limit, Action<ListHeap>? writer = null)
    {
        // No walk has more states than each item with each mark that counts.
        ListHeap own = heap.Clone();
        own.Fuel = (4L * (heap.Count + 2) * (name is "chain_visits" ? limit + 1 : 2)) + (name is "ring_nested" ? (long)heap.Count * heap.Count : 0);
        own.Writer = writer;
        try
        {
            All[name](own, item, key, limit);
            return (WalkEnd.Ends, own.FreedWasRead);
        }
        catch (WalkStop stop)
        {
            return (stop.End, own.FreedWasRead);
        }
    }

    static bool Marked(ListHeap heap, int item, uint mark)
    {
        heap.SetMark(item, mark);
        return false;
    }

    static void Chain(ListHeap heap, int item, Func<int, bool> leaves)
    {
        while (!Same(item, Null))
        {
            heap.Round();
            if (leaves(item))
                return;
            item = heap.Follow(item);
        }
    }

    static bool Inner(ListHeap heap, int item)
    {
        Chain(heap, item, _ => false);
        return false;
    }

    static void Ring(ListHeap heap, int head, Func<int, int> step, Func<int, bool> leaves)
    {
        for (int item = step(head); !Same(item, head); item = step(item))
        {
            heap.Round();
            if (leaves(item))
                return;
        }
    }

    static void Safe(ListHeap heap, int head, uint key)
    {
        int item = heap.Follow(head);
        for (int next = heap.Follow(item); !Same(item, head); item = next, next = heap.Follow(item))
        {
            heap.Round();
            heap.SetMark(item, key);
        }
    }

    static void Start(ListHeap heap, int start, uint key)
    {
        int item = start;
        do
        {
            heap.Round();
            item = heap.Follow(item);
            if (SameKey(heap.KeyOf(item), key))
                return;
        }
        while (!Same(item, start));
    }

    static void Last(ListHeap heap, int item)
    {
        for (int next = heap.Follow(item); !Same(next, Null); next = heap.Follow(item))
        {
            heap.Round();
            item = next;
        }
    }

    static void Reverse(ListHeap heap, int item)
    {
        for (int last = Null; !Same(item, Null);)
        {
            heap.Round();
            int next = heap.Follow(item);
            heap.SetNext(item, last);
            (last, item) = (item, next);
        }
    }

    static void Floyd(ListHeap heap, int slow)
    {
        int fast = slow;
        while (!Same(fast, Null) && !Same(heap.Follow(fast), Null))
        {
            heap.Round();
            slow = heap.Follow(slow);
            fast = heap.Follow(heap.Follow(fast));
            if (Same(slow, fast))
                return;
        }
    }

    static void Delete(ListHeap heap, int head)
    {
        for (int item = heap.Follow(head); !Same(item, head); item = heap.Follow(head))
        {
            heap.Round();
            int next = heap.Follow(item), previous = heap.Back(item);
            heap.SetPrevious(next, previous);
            heap.SetNext(previous, next);
            heap.SetNext(item, Poison);
            heap.SetPrevious(item, Poison);
        }
    }
}
