namespace Stucktrace.Incidents.Blame;

/// <summary>The scheduler and the primitives with which a task waits: what calls them is the function that waits.</summary>
static class WaitPrimitives
{
    static readonly NameSet Names = new(
    [
        "*sched*", "*_lock", "*_lock_*", "*_slowlock*", "*down*", "*completion*", "*kthread*", "*wait*", "*synchronize*", "context_switch", "__switch_to*", "cancel_delayed_work*",
        "*mutex_lock*", "cv_*", "__cv_*", "rt_mutex_*", "__refrigerator", "io_schedule*", "ret_from_fork*",
    ]);

    /// <summary>Waits that say more than their callers: the caller is a random victim.</summary>
    static readonly string[] Telling = ["rtnl_lock", "synchronize_rcu", "synchronize_srcu", "synchronize_net", "synchronize_sched"];

    /// <summary>True when a function only waits on behalf of its caller.</summary>
    public static bool Contains(string function) => Names.Contains(function);

    /// <summary>True when the wait itself is what the report is about.</summary>
    public static bool IsTelling(string function)
    {
        foreach (string name in Telling)
        {
            if (function.StartsWith(name, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
