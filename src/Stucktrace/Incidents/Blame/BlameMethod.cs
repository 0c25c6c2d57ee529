namespace Stucktrace.Incidents.Blame;

/// <summary>How the frame to blame is chosen; each kind of failure leaves it in another place.</summary>
enum BlameMethod
{
    /// <summary>The report names no function.</summary>
    Nobody,

    /// <summary>Where the CPU was, unless that is a helper; then the first frame of the trace that is none.</summary>
    Fault,

    /// <summary>The first frame of the trace that is no helper.</summary>
    Trace,

    /// <summary>The function that the header names, unless it is a helper; then as <see cref="Fault"/>.</summary>
    Header,

    /// <summary>Exactly the function that the header (or a line of the report that the kind knows) names.</summary>
    HeaderOnly,

    /// <summary>
    /// A CPU that runs without end: the stall is caught at a random place of the loop, so the activity is named: a module's frame nearest to
    /// the interrupted instruction, else the handler that the kernel's dispatcher called.
    /// </summary>
    Activity,

    /// <summary>A sleeper: the function that waits, past the scheduler and the wait primitive.</summary>
    Wait,

    /// <summary>lockdep: where the lock was taken or released that made the check fail.</summary>
    LockSite,

    /// <summary>kmemleak: the allocating function past the allocators.</summary>
    Allocation,
}
