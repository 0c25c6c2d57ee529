using System.Collections.Concurrent;

namespace Stucktrace.Formats.Symbols;

/// <summary>Which symbols of a table were asked for, by their place in the order of addresses.</summary>
sealed class SymbolUse
{
    readonly ConcurrentDictionary<int, bool> _used = new();

    /// <summary>The places, ascending.</summary>
    internal int[] Used => [.. _used.Keys.Order()];

    internal void Mark(int index) => _used.TryAdd(index, true);
}
