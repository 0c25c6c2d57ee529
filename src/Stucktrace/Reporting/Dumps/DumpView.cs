namespace Stucktrace.Reporting.Dumps;

/// <summary>What of a dump is shown.</summary>
public enum DumpView
{
    /// <summary>The machine as a whole.</summary>
    Overview,

    /// <summary>Tasks.</summary>
    Ps,

    /// <summary>Stacks.</summary>
    Bt,

    /// <summary>The kernel's log.</summary>
    Log,

    /// <summary>Modules.</summary>
    Modules,

    /// <summary>CPUs, and what each has left undone.</summary>
    Cpus,

    /// <summary>Who waits for whom.</summary>
    Locks,

    /// <summary>RCU.</summary>
    Rcu,

    /// <summary>Memory.</summary>
    Read,
}
