namespace Stucktrace.Termination.Live;

/// <summary>What running a CPU's code on a dump's memory showed.</summary>
public enum LiveVerdict
{
    /// <summary>It could not be told; the reason names the instruction or the page.</summary>
    Unknown,

    /// <summary>Its state repeats, and the checker accepted the certificate.</summary>
    NeverEnds,

    /// <summary>The loop is left.</summary>
    Ends,

    /// <summary>It repeats only because a clock stands still in a dump: it ends by itself.</summary>
    WaitsForClock,

    /// <summary>It spins for a lock: it goes on when the owner lets go, which is the owner's affair.</summary>
    WaitsForLock,

    /// <summary>It spins for another CPU's answer: the cause is there.</summary>
    WaitsForCpu,

    /// <summary>An access faults or the code traps.</summary>
    Faults,
}
