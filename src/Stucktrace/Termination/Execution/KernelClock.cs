using Stucktrace.Kernel;
using Stucktrace.Machine.Memory;

namespace Stucktrace.Termination.Execution;

/// <summary>
/// A clock that goes on while code is executed, one tick for each round of a loop: so that a loop that waits for a point in time is left, after as many
/// ticks as it waits. The checker has none: to it every time is unknown, so that no proof can rest on one.
/// </summary>
sealed class KernelClock
{
    /// <summary>What a tick is worth to functions that tell the time in other units: a millisecond, and so many cycles of the counter of cycles.</summary>
    internal const ulong NanosecondsPerTick = 1_000_000;
    const ulong CyclesPerTick = 2_000_000;

    // jiffies begins 300 seconds before its lower half wraps round (INITIAL_JIFFIES, include/linux/jiffies.h), here with 250 ticks a second.
    const ulong First = unchecked((uint)(-300 * 250));
    readonly SparseMemory _memory;
    readonly ulong[] _words;
    ulong _ticks = First;

    /// <summary>Makes a clock.</summary>
    /// <param name="memory">Memory that it writes its ticks to.</param>
    /// <param name="words">Addresses of jiffies, where the module reads it.</param>
    internal KernelClock(SparseMemory memory, IEnumerable<ulong> words)
    {
        (_memory, _words) = (memory, [.. words]);
        Write(null);
    }

    /// <summary>Ticks since it was made.</summary>
    internal long Elapsed => (long)(_ticks - First);

    /// <summary>Value of the counter of cycles (rdtsc).</summary>
    internal ulong Cycles => _ticks * CyclesPerTick;

    /// <summary>One tick.</summary>
    /// <param name="before">Is told of each word before it is written.</param>
    internal void Tick(Action<ulong, ulong>? before)
    {
        _ticks++;
        Write(before);
    }

    /// <summary>What a function that tells the time returns now.</summary>
    /// <param name="unit">What it counts in.</param>
    internal ulong Now(ClockResult unit) => unit switch
    {
        ClockResult.Jiffies => _ticks,
        ClockResult.Seconds => _ticks * NanosecondsPerTick / 1_000_000_000,
        _ => _ticks * NanosecondsPerTick,
    };

    void Write(Action<ulong, ulong>? before)
    {
        foreach (ulong word in _words)
        {
            before?.Invoke(0, word);
            _memory.Write(word, 8, _ticks);
        }
    }
}
