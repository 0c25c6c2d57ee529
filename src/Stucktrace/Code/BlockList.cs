using System.Collections;

namespace Stucktrace.Code;

/// <summary>Some block numbers of one graph: a window into an array that all blocks of the graph share, so that a graph costs few allocations.</summary>
public readonly struct BlockList : IReadOnlyList<int>
{
    readonly int[] _ids;
    readonly int _first;

    internal BlockList(int[] ids, int first, int length)
    {
        _ids = ids;
        _first = first;
        Length = length;
    }

    /// <summary>How many there are.</summary>
    public int Length { get; }

    /// <inheritdoc />
    public int Count => Length;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => Length == 0;

    /// <inheritdoc />
    public int this[int index] => AsSpan()[index];

    /// <summary>The numbers as a span.</summary>
    public ReadOnlySpan<int> AsSpan() => _ids.AsSpan(_first, Length);

    /// <summary>Whether the block is one of them.</summary>
    public bool Contains(int block) => AsSpan().Contains(block);

    /// <summary>For <c>foreach</c> without an allocation.</summary>
    public ReadOnlySpan<int>.Enumerator GetEnumerator() => AsSpan().GetEnumerator();

    IEnumerator<int> IEnumerable<int>.GetEnumerator()
    {
        for (int i = 0; i < Length; i++)
            yield return _ids[_first + i];
    }

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<int>)this).GetEnumerator();
}
