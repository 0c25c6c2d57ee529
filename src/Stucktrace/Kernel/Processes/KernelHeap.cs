using Stucktrace.Machine.Memory;

namespace Stucktrace.Kernel.Processes;

/// <summary>Objects in the direct mapping, allocated one behind the other as a slab cache does, each known by name.</summary>
public sealed class KernelHeap
{
    /// <summary>Where objects begin: an address of the direct mapping of x86-64 kernels.</summary>
    public const ulong FirstAddress = 0xffff888010000000;

    readonly List<KernelObject> _objects = [];
    ulong _next = FirstAddress;

    /// <summary>Makes an empty heap.</summary>
    /// <param name="memory">Receives what the objects hold.</param>
    public KernelHeap(SparseMemory memory) => Memory = memory;

    /// <summary>The memory that the objects lie in.</summary>
    public SparseMemory Memory { get; }

    /// <summary>All objects, by address.</summary>
    public IReadOnlyList<KernelObject> Objects => _objects;

    /// <summary>A new object; nothing of it is defined yet.</summary>
    /// <param name="name">For people.</param>
    /// <param name="type">The structure.</param>
    /// <param name="size">Bytes.</param>
    public KernelObject Allocate(string name, string type, int size)
    {
        KernelObject made = new(name, type, _next, size);
        _objects.Add(made);
        // Objects are aligned to cache lines and never touch: an address names one object.
        _next += ((ulong)size + 127) & ~63UL;
        return made;
    }

    /// <summary>Gives an object back.</summary>
    /// <param name="freed">The object.</param>
    public void Free(KernelObject freed)
    {
        freed.IsFreed = true;
        Memory.Free(freed.Address, freed.Size);
    }

    /// <summary>The object that an address lies in, or null.</summary>
    /// <param name="address">Address.</param>
    public KernelObject? At(ulong address)
    {
        int low = 0, high = _objects.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            KernelObject found = _objects[middle];
            if (found.Contains(address))
                return found;
            if (found.Address > address)
                high = middle - 1;
            else
                low = middle + 1;
        }

        return null;
    }
}
