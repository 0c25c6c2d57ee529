namespace Stucktrace.Termination;

/// <summary>How a trial of a loop ended.</summary>
public enum OutcomeKind
{
    /// <summary>It could not be told; <see cref="LoopOutcome.Stop"/> says why.</summary>
    Unknown,

    /// <summary>The loop was left.</summary>
    Ends,

    /// <summary>Its state repeats, and the checker accepted the certificate.</summary>
    NeverEnds,

    /// <summary>It touches an address that faults: the kernel oopses.</summary>
    Faults,

    /// <summary>The function returned without entering the loop.</summary>
    NotReached,
}
