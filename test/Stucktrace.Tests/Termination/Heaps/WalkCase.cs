namespace Stucktrace.Tests.Termination.Heaps;

/// <summary>A walk on a generated heap.</summary>
/// <param name="Walk">Function of Sources/walks.c.</param>
/// <param name="Shape">How the heap was made, for people.</param>
/// <param name="Heap">The heap.</param>
/// <param name="First">Item that the walk begins at, or the head of its ring.</param>
/// <param name="Key">Key that is looked for.</param>
/// <param name="Limit">Bound of the walks that have one.</param>
sealed record WalkCase(string Walk, string Shape, ListHeap Heap, int First, uint Key, uint Limit)
{
    public override string ToString() => $"{Walk} on {Shape} of {Heap.Count} from {First}, key {Key}, limit {Limit}";
}
