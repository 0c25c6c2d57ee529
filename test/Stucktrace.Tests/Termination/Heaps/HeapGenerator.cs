namespace Stucktrace.Tests.Termination.Heaps;

/// <summary>Heaps as the world has them: right, ended, closed in the wrong place, poisoned, freed, in part not in the input, or all at random.</summary>
sealed class HeapGenerator(Random random)
{
    static readonly string[] Shapes = ["chain", "ring", "ring", "rho", "self-cycle", "poisoned", "not in the input", "NULL in a ring", "broken prev", "random", "chain"];

    internal WalkCase Next(string walk, int count)
    {
        string shape = Shapes[random.Next(Shapes.Length)];
        if (walk == "index_find" && shape == "poisoned")
            shape = "rho";
        ListHeap heap = new(count);
        for (int i = 0; i < count; i++)
        {
            heap.Key[i] = random.Next(2 * count);
            Link(heap, i, (i + 1) % count);
        }

        Damage(heap, shape);
        Sprinkle(heap);
        int first = shape == "ring" || random.Next(3) != 0 ? 0 : random.Next(count);
        uint key = random.Next(3) switch { 0 when heap.Key[count / 2] >= 0 => (uint)heap.Key[count / 2], 1 => (uint)random.Next(2 * count), _ => (uint)(5 * count) };
        return new WalkCase(walk, shape, heap, first, key, (uint)random.Next(1, Math.Min(2 * count, 60) + 1));
    }

    void Damage(ListHeap heap, string shape)
    {
        int last = heap.Count - 1, somewhere = random.Next(heap.Count);
        switch (shape)
        {
            case "chain":
                (heap.Next[last], heap.Previous[0]) = (ListHeap.Null, ListHeap.Null);
                break;
            case "rho":
                // The last item leads into the middle: whoever begins before it never comes back there.
                Link(heap, last, somewhere);
                break;
            case "self-cycle":
                Link(heap, somewhere, somewhere);
                break;
            case "poisoned":
                (heap.Next[somewhere], heap.Previous[somewhere]) = (ListHeap.Poison, ListHeap.Poison);
                break;
            case "not in the input":
                (heap.Next[somewhere], heap.Previous[random.Next(heap.Count)]) = (ListHeap.Unknown, ListHeap.Unknown);
                break;
            case "NULL in a ring":
                (heap.Next[somewhere], heap.Previous[random.Next(heap.Count)]) = (ListHeap.Null, ListHeap.Null);
                break;
            case "broken prev":
                heap.Previous[somewhere] = random.Next(heap.Count);
                break;
            case "random":
                for (int i = 0; i < heap.Count; i++)
                    (heap.Next[i], heap.Previous[i]) = (random.Next(heap.Count + 1) - 1, random.Next(heap.Count + 1) - 1);
                break;
        }
    }

    void Sprinkle(ListHeap heap)
    {
        if (random.Next(4) == 0)
            heap.IsFreed[random.Next(heap.Count)] = true;
        if (random.Next(6) == 0)
            heap.Key[random.Next(heap.Count)] = -1;
    }

    static void Link(ListHeap heap, int item, int next) => (heap.Next[item], heap.Previous[next]) = (next, item);
}
