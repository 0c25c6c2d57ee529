using System.Globalization;
using System.Text;
using Stucktrace.Code;
using Stucktrace.Machine.Memory;
using Stucktrace.Termination.Execution;

namespace Stucktrace.Tests.Termination.Heaps;

/// <summary>A heap in the machine's memory, laid out as <c>struct item</c> of Sources/walks.c is.</summary>
sealed class PlacedHeap
{
    const ulong Items = 0xffff_8880_1000_0000;
    const ulong Out = 0xffff_8880_0800_0000;
    const ulong StackTop = 0xffff_c900_0010_0000;
    const ulong PoisonedNext = 0xdead_0000_0000_0100;
    const ulong Node = 16;
    const ulong Chain = 56;
    readonly int[] _places;

    internal PlacedHeap(WalkCase made, Random random, SparseMemory memory)
    {
        (Case, Memory) = (made, memory);
        _places = [.. Enumerable.Range(0, made.Heap.Count)];
        if (made.Walk != "index_find")
            random.Shuffle(_places);
        for (int i = 0; i < made.Heap.Count; i++)
            Place(made.Heap, i);
        memory.Write(Out, Name(made.Key));
    }

    internal WalkCase Case { get; }

    internal SparseMemory Memory { get; }

    /// <summary>Writes the pointer to the next item, in all its forms.</summary>
    internal void WriteNext(int item, int next)
    {
        Pointer(AddressOf(item) + Chain, next, 0);
        Pointer(AddressOf(item) + Node, next, Node);
        if (next == ListHeap.Unknown)
            Memory.Forget(AddressOf(item) + 48, 4);
        else
            Memory.Write(AddressOf(item) + 48, 4, unchecked((uint)next));
    }

    internal ModuleRun Begin(ModuleCode code, Function function)
    {
        ModuleRun run = new(code, Memory);
        run.State.Registers[4] = StackTop;
        run.State.Registers[7] = AddressOf(Case.First);
        run.State.Registers[6] = Case.Key;
        run.State.Registers[2] = Out;
        run.State.Registers[1] = Case.Limit;
        run.State.Registers[8] = Items;
        run.State.Registers[9] = (ulong)Case.First;
        run.Call(function);
        return run;
    }

    void Place(ListHeap heap, int item)
    {
        ulong address = AddressOf(item);
        Memory.Write(address, 8, (ulong)item);
        if (heap.Key[item] >= 0)
        {
            Memory.Write(address + 8, 4, (ulong)heap.Key[item]);
            Memory.Write(address + 32, Name((uint)heap.Key[item]));
        }

        Memory.Write(address + 12, 4, 0);
        WriteNext(item, heap.Next[item]);
        Pointer(address + Node + 8, heap.Previous[item], Node);
        if (heap.IsFreed[item])
            Memory.Free(address, 64);
    }

    void Pointer(ulong at, int item, ulong offset)
    {
        if (item == ListHeap.Unknown)
            Memory.Forget(at, 8);
        else
            Memory.Write(at, 8, item switch { ListHeap.Null => 0, ListHeap.Poison => PoisonedNext, _ => AddressOf(item) + offset });
    }

    internal ulong AddressOf(int item) => Items + ((ulong)_places[item] * 64);

    static byte[] Name(uint key) => Encoding.ASCII.GetBytes(key.ToString("d", CultureInfo.InvariantCulture) + "\0");
}
