namespace Stucktrace.Dump;

/// <summary>From what it is known when a task last ran.</summary>
public enum LastRunSource
{
    /// <summary>It is not known, or the task is running.</summary>
    Unknown,

    /// <summary>se.exec_start, the scheduler's last account of it, against the clock of its run queue.</summary>
    ExecStart,

    /// <summary>sched_info.last_arrival, when it last came onto a CPU, against the clock of its run queue: it may have run for a while after that.</summary>
    LastArrival,

    /// <summary>last_switch_time, when the hung-task checker last saw that it had run: it slept at least since then.</summary>
    HungTaskChecker,
}
