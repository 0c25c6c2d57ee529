namespace Stucktrace.Termination.Live;

/// <summary>
/// Finds an address that a run comes by again and again: of the targets of backward jumps in the outermost function that is active all the time, the one
/// reached most often. A repetition of the state shows at every place that it passes.
/// </summary>
sealed class HeadFinder
{
    const int MostTargets = 4096;
    readonly Dictionary<ulong, long> _reached = [];
    int _depth = int.MaxValue;

    /// <summary>How deep the function is that has been active all the time since the beginning.</summary>
    internal int Depth => _depth;

    /// <summary>The head, or null when no backward jump was made there.</summary>
    internal ulong? Head => _reached.Count == 0 ? null : _reached.MaxBy(r => (r.Value, r.Key)).Key;

    /// <summary>One instruction was executed.</summary>
    /// <param name="from">Its address.</param>
    /// <param name="to">Address of the next one.</param>
    /// <param name="before">Depth before it.</param>
    /// <param name="depth">Depth behind it.</param>
    internal void Step(ulong from, ulong to, int before, int depth)
    {
        if (depth < _depth)
        {
            // What was deeper has returned for good.
            _reached.Clear();
            _depth = depth;
            return;
        }

        if (to <= from && depth == _depth && (_reached.ContainsKey(to) || _reached.Count < MostTargets))
        {
            // Where a jump leads is a better head than where a call comes back to; a thunk's jump ends with a return too.
            _reached[to] = _reached.GetValueOrDefault(to) + (before == depth ? 2 : 1);
        }
    }

    /// <summary>Whether an address was reached by a backward jump.</summary>
    /// <param name="address">The address.</param>
    internal bool Reached(ulong address) => _reached.ContainsKey(address);

    /// <summary>Forgets everything: what was reached long ago may never be reached again.</summary>
    internal void Reset()
    {
        _reached.Clear();
        _depth = int.MaxValue;
    }
}
