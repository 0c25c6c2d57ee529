using Stucktrace.Machine.Known;
using Stucktrace.Machine.Memory;

namespace Stucktrace.Termination;

/// <summary>
/// Notices that the state at the head of a loop is one that was there before: Brent's method, which keeps one earlier state and so needs no memory
/// that grows with the run. Compared are the deciding registers and the words of memory that deciding stores wrote since.
/// </summary>
/// <param name="registers">Mask of the registers that are compared.</param>
/// <param name="memory">Memory.</param>
public sealed class Repetition(int registers, SparseMemory memory)
{
    readonly KnownValue[] _kept = new KnownValue[16];
    readonly Dictionary<ulong, (MemoryAnswer Answer, ulong Value)> _changed = [];
    long _power = 1;
    long _visits;
    long _keptAt = -1;

    /// <summary>Visits of the head so far.</summary>
    public long Visits => _visits;

    /// <summary>The head is reached.</summary>
    /// <param name="state">The registers there.</param>
    /// <returns>The number of rounds after which the state was the same again, or 0.</returns>
    public long Visit(ReadOnlySpan<KnownValue> state)
    {
        long period = _keptAt >= 0 && IsSame(state) ? _visits - _keptAt : 0;
        if (_keptAt < 0 || _visits - _keptAt >= _power)
        {
            _power = _keptAt < 0 ? 1 : _power * 2;
            state.CopyTo(_kept);
            _changed.Clear();
            _keptAt = _visits;
        }

        _visits++;
        return period;
    }

    /// <summary>A deciding store is about to write: what was there is kept, once for each word.</summary>
    /// <param name="address">Address.</param>
    public void BeforeStore(ulong address)
    {
        ulong word = address & ~7UL;
        if (!_changed.ContainsKey(word))
            _changed.Add(word, (memory.Read(word, 8, out ulong value), value));
    }

    bool IsSame(ReadOnlySpan<KnownValue> state)
    {
        for (int i = 0; i < 16; i++)
        {
            if ((registers >> i & 1) != 0 && state[i] != _kept[i])
                return false;
        }

        foreach ((ulong word, (MemoryAnswer answer, ulong value)) in _changed)
        {
            if (memory.Read(word, 8, out ulong now) != answer || now != value)
                return false;
        }

        return true;
    }
}
