namespace Stucktrace.Termination.Scenarios;

/// <summary>What became of the process that followed the caller's process in the ring when the calling thread was cloned.</summary>
public enum Neighbour
{
    /// <summary>It is still there.</summary>
    Alive,

    /// <summary>It has exited and was reaped: its memory is freed.</summary>
    Freed,
}
