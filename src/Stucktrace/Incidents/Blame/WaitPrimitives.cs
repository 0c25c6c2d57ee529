namespace Stucktrace.Incidents.Blame;

/// <summary>The scheduler and the primitives with which a task waits: what calls them is the function that waits.</summary>
static class WaitPrimitives
{
    static readonly NameSet Names = new(
    [
        "*sched*", "*_lock*", "*_slowlock*", "*down*", "*rwsem*", "*completion*", "*kthread*", "*wait*", "*synchronize*", "context_switch", "__switch_to*", "*cancel_delayed_work*", "*rcu_barrier*", "__refrigerator",
    ]);

    /// <summary>Waits that say more than their callers, each with its usual name: who calls them is a random victim.</summary>
    static readonly (string Part, string? UsualName)[] Telling =
    [
        ("rtnl_lock", null), ("synchronize_rcu", "synchronize_rcu"), ("synchronize_srcu", "synchronize_rcu"), ("synchronize_net", "synchronize_rcu"), ("synchronize_sched", "synchronize_rcu"),
    ];

    /// <summary>True when a function only waits on behalf of its caller.</summary>
    public static bool Contains(string function) => Names.Contains(function);

    /// <summary>The usual name of a wait that the report is about itself, or null for other functions.</summary>
    public static string? TellingName(string function)
    {
        foreach ((string part, string? usual) in Telling)
        {
            if (function.Contains(part, StringComparison.Ordinal))
                return usual ?? function;
        }

        return null;
    }
}
