namespace Stucktrace.Code.Locks;

/// <summary>Locks of a module that can hold it up for ever, as its code shows.</summary>
/// <param name="Kind">How.</param>
/// <param name="Function">The function.</param>
/// <param name="Lock">Name of the lock.</param>
/// <param name="Taken">Where it is taken.</param>
public sealed record LockProblem(LockProblemKind Kind, Function Function, string Lock, LockCall Taken)
{
    /// <summary>Whether waiting for the lock is sleeping, and not spinning.</summary>
    public bool Sleeps { get; init; }

    /// <summary>Where the same lock is waited for again (taken twice), or the second lock is waited for (opposite order).</summary>
    public LockCall? Waits { get; init; }

    /// <summary>For an opposite order: name of the second lock.</summary>
    public string? OtherLock { get; init; }

    /// <summary>For an opposite order: the function on the other CPU.</summary>
    public Function? OtherFunction { get; init; }

    /// <summary>For an opposite order: where that one takes the second lock.</summary>
    public LockCall? OtherTaken { get; init; }

    /// <summary>For an opposite order: where it waits for the first one.</summary>
    public LockCall? OtherWaits { get; init; }

    /// <summary>For a lock that is not given back: address of the return with which it is still held.</summary>
    public ulong ReturnAt { get; init; }

    /// <summary>For a lock that is not given back: where another path does give it back.</summary>
    public LockCall? GivenBack { get; init; }
}
