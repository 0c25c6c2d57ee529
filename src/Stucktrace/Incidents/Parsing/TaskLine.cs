namespace Stucktrace.Incidents.Parsing;

/// <summary>The line with which the scheduler heads a task's stack.</summary>
/// <param name="Comm">Its name.</param>
/// <param name="State">State letter.</param>
/// <param name="Pid">Its pid.</param>
/// <param name="Tgid">Its thread group, where printed (6.9 and later).</param>
/// <param name="Ppid">Its parent, where printed.</param>
/// <param name="Flags">thread_info flags, where printed.</param>
readonly record struct TaskLine(string Comm, char State, int Pid, int? Tgid, int? Ppid, ulong? Flags)
{
    /// <summary>True when the task is on a CPU (<c>running task</c>).</summary>
    public bool Running { get; init; }
}
