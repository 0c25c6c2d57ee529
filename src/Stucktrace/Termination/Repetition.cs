using Stucktrace.Machine.Known;
using Stucktrace.Machine.Memory;

namespace Stucktrace.Termination;

/// <summary>
/// Notices that the state at the head of a loop is one that was there before: Brent's method, which keeps one earlier state and so needs no memory
/// that grows with the run. Compared are the deciding registers and the words of memory that deciding stores wrote since. Two questions are asked at
/// once: whether the registers that certainly decide are the same, and whether everything that may decide is.
/// </summary>
/// <param name="certain">Mask of the registers that certainly decide.</param>
/// <param name="possible">Mask of the registers that may decide; contains the former.</param>
/// <param name="memory">Memory.</param>
public sealed class Repetition(int certain, int possible, SparseMemory memory)
{
    // States whose hashes are kept, to tell afterwards in which round the repetition began.
    const int MostHashes = 1 << 20;

    // Words that are compared; with more written than that, the memory is not called the same.
    const int MostWords = 1 << 20;
    readonly KnownValue[] _kept = new KnownValue[16];
    readonly Dictionary<ulong, (MemoryAnswer Answer, ulong Value)> _changed = [];
    readonly List<ulong> _hashes = [];
    long _power = 1;
    long _visits;
    long _keptAt = -1;

    /// <summary>Visits of the head so far.</summary>
    public long Visits => _visits;

    /// <summary>The head is reached.</summary>
    /// <param name="state">The registers there.</param>
    /// <param name="isWhole">Whether everything that may decide is the same, not only the registers that certainly do.</param>
    /// <returns>The number of rounds after which the state was the same again, or 0.</returns>
    public long Visit(ReadOnlySpan<KnownValue> state, out bool isWhole)
    {
        bool isSame = _keptAt >= 0 && IsSame(state, certain);
        isWhole = isSame && IsSame(state, possible) && IsMemorySame();
        long period = isSame ? _visits - _keptAt : 0;
        if (_keptAt < 0 || _visits - _keptAt >= _power)
        {
            _power = _keptAt < 0 ? 1 : _power * 2;
            state.CopyTo(_kept);
            _changed.Clear();
            _keptAt = _visits;
        }

        if (_hashes.Count < MostHashes)
            _hashes.Add(Hash(state));
        _visits++;
        return period;
    }

    /// <summary>A deciding store is about to write: what was there is kept, once for each word.</summary>
    /// <param name="address">Address.</param>
    public void BeforeStore(ulong address)
    {
        ulong word = address & ~7UL;
        if (_changed.Count < MostWords && !_changed.ContainsKey(word))
            _changed.Add(word, (memory.Read(word, 8, out ulong value), value));
    }

    /// <summary>
    /// The round in which a repetition began: the first from which on the deciding registers were those of one period later. In a run that is longer
    /// than what is kept of it, a round in which it had begun for sure.
    /// </summary>
    /// <param name="period">Rounds of the period.</param>
    /// <param name="at">A round in which it was seen.</param>
    public long FirstRound(long period, long at)
    {
        if (at + period >= _hashes.Count)
            return at;
        while (at > 0 && _hashes[(int)(at - 1)] == _hashes[(int)(at - 1 + period)])
            at--;
        return at;
    }

    ulong Hash(ReadOnlySpan<KnownValue> state)
    {
        ulong hash = 14695981039346656037;
        for (int i = 0; i < 16; i++)
        {
            if ((certain >> i & 1) != 0)
                hash = (ulong.RotateLeft(hash, 29) ^ state[i].Value ^ (state[i].Unknown * 31)) * 0x9e3779b97f4a7c15;
        }

        return hash;
    }

    bool IsSame(ReadOnlySpan<KnownValue> state, int registers)
    {
        for (int i = 0; i < 16; i++)
        {
            if ((registers >> i & 1) != 0 && state[i] != _kept[i])
                return false;
        }

        return true;
    }

    bool IsMemorySame()
    {
        if (_changed.Count >= MostWords)
            return false;
        foreach ((ulong word, (MemoryAnswer answer, ulong value)) in _changed)
        {
            if (memory.Read(word, 8, out ulong now) != answer || now != value)
                return false;
        }

        return true;
    }
}
