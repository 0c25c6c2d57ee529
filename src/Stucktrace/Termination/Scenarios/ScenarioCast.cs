namespace Stucktrace.Termination.Scenarios;

/// <summary>Who takes part in a scenario, as far as an incident shows it: what it does not show is made up.</summary>
/// <param name="Comm">Name of the task that runs the code, or null.</param>
/// <param name="Pid">Its number, or null.</param>
/// <param name="Wanted">The number that the code looks for, or null.</param>
public sealed record ScenarioCast(string? Comm, int? Pid, int? Wanted)
{
    // The numbers below are those of tasks that are made up; the kernel gives out none above (PID_MAX_LIMIT, include/linux/threads.h).
    const int First = 300, Limit = 4 * 1024 * 1024;

    /// <summary>Everybody is made up.</summary>
    public static ScenarioCast MadeUp { get; } = new(null, null, null);

    /// <summary>The cast of an incident.</summary>
    /// <param name="comm">Name of the task, or null.</param>
    /// <param name="pid">Its number, or null.</param>
    /// <param name="wanted">What the registers hold where the code keeps the number that it looks for, or null.</param>
    public static ScenarioCast Of(string? comm, int? pid, ulong? wanted)
    {
        int? caller = pid is >= First and < Limit ? pid : null;
        return new ScenarioCast(caller is null ? null : comm, caller, wanted is >= First and < Limit && (int)wanted != caller ? (int)wanted : null);
    }
}
