namespace Stucktrace.Code.Loops;

/// <summary>What a loop does from round to round.</summary>
public enum LoopKind
{
    /// <summary>None of the others, or not understood.</summary>
    Unknown,

    /// <summary>A value moves by a constant step towards a bound.</summary>
    Counted,

    /// <summary>A cursor follows the pointers of a ring until it meets its head or where it began.</summary>
    ListWalk,

    /// <summary>A cursor follows pointers until one is NULL.</summary>
    PointerChase,

    /// <summary>A word of memory is read again and again until it has a certain value.</summary>
    MemoryPoll,

    /// <summary>A lock is tried until it is free.</summary>
    LockSpin,

    /// <summary>A call or an atomic exchange is repeated until it succeeds.</summary>
    Retry,
}
