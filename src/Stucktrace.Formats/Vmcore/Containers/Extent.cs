namespace Stucktrace.Formats.Vmcore.Containers;

/// <summary>A range of a target (physical memory, or an unfolded file), and where its bytes lie.</summary>
/// <param name="Target">First byte in the target.</param>
/// <param name="Count">How many bytes.</param>
/// <param name="At">Where the first lies in the file; <see cref="Nowhere"/> for memory that was left out.</param>
/// <param name="Rank">Where ranges overlap, the one with the highest rank counts.</param>
readonly record struct Extent(ulong Target, ulong Count, long At, int Rank)
{
    /// <summary>The range is known of, its bytes are not in the file.</summary>
    public const long Nowhere = -1;

    /// <summary>The byte behind the last.</summary>
    public ulong End => Target + Count;
}
