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

    /// <summary>Exactly the function that the header names.</summary>
    HeaderOnly,

    /// <summary>
    /// A CPU that runs without end: the stall is caught at a random place of the loop, so the activity is named: a module's frame nearest to
    /// the interrupted instruction, else the handler that the kernel's dispatcher called.
    /// </summary>
    Activity,

    /// <summary>As <see cref="Activity"/>, for the task that the timer interrupt found on the stalled CPU.</summary>
    StalledCpu,

    /// <summary>A sleeper: the function that waits, past the scheduler and the wait primitive.</summary>
    Wait,

    /// <summary>lockdep: where the lock was taken or released that made the check fail, from the <c>at:</c> lines; else the trace.</summary>
    LockSite,

    /// <summary>lockdep: the stack that made a lock unsafe.</summary>
    LockOrder,

    /// <summary>The function that the line <c>last function:</c> names.</summary>
    LastFunction,

    /// <summary>The stack that last allocated the page.</summary>
    PageOrigin,
}
