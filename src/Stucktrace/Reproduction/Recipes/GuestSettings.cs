using System.Collections.Immutable;
using System.Text;
using Stucktrace.Reproduction.Triggers;

namespace Stucktrace.Reproduction.Recipes;

/// <summary>
/// What the guest's init is told: settings of the kernel, modules, bystanders, the trigger. Kernels of all eras get the same list; init leaves out what a kernel does
/// not have. Names and eras from kernel/{watchdog,hung_task,panic,softlockup}.c and kernel/rcu/update.c of 2.6.32, 3.10, 4.18, 5.10, 6.1 and 6.12.
/// </summary>
public static class GuestSettings
{
    /// <summary>Settings under /proc/sys: nothing ends the machine before the victims were reported, and what is stuck is reported soon.</summary>
    public static ImmutableArray<(string Name, string Value)> Sysctls { get; } =
    [
        ("kernel/panic", "0"),                          // a panic stands still, so that it can be dumped
        ("kernel/panic_on_oops", "0"),
        ("kernel/softlockup_panic", "0"),               // 2.6.27 and later
        ("kernel/hardlockup_panic", "0"),               // 4.3
        ("kernel/hung_task_panic", "0"),                // 2.6.30
        ("kernel/softlockup_thresh", "10"),             // until 2.6.37, and Enterprise Linux 6: seconds until a soft lockup is reported
        ("kernel/watchdog_thresh", "5"),                // from 2.6.38 on: a soft lockup is reported after twice that
        ("kernel/nmi_watchdog", "1"),
        ("kernel/hung_task_timeout_secs", "10"),
        ("kernel/hung_task_check_interval_secs", "0"),  // 4.20: as often as the timeout
        ("kernel/hung_task_warnings", "10"),
        ("kernel/panic_on_rcu_stall", "0"),             // 4.8
        ("kernel/printk", "7 4 1 7"),
    ];

    // Two CPUs that hang at once would report at once, line by line into each other: the last one speaks, the dump shows both. 4.3 and later.
    const string OneVoice = "sysctl kernel/watchdog_cpumask 1\n";

    /// <summary>Settings that are parameters of modules: when a grace period that does not end is reported, in seconds.</summary>
    public static ImmutableArray<(string Path, string Value)> Parameters { get; } =
    [
        ("/sys/module/rcupdate/parameters/rcu_cpu_stall_timeout", "15"),   // 3.9 and later
        ("/sys/module/rcutree/parameters/rcu_cpu_stall_timeout", "15"),    // before
        ("/sys/module/workqueue/parameters/watchdog_thresh", "20"),        // 4.5
    ];

    /// <summary>Tasks that suffer from the failure and make its effects visible: one waits for grace periods, one for work on every CPU.</summary>
    public static ImmutableArray<string> Bystanders { get; } = ["gp-waiter", "percpu-waiter"];

    /// <summary>The kernel's command line. <c>stucktrace.guest</c> is what the trigger looks for before it runs; the kernel passes it over.</summary>
    public const string CommandLine = "console=ttyS0 stucktrace.guest printk.devkmsg=on panic=0 loglevel=7";

    /// <summary>The text of <c>/stucktrace/settings</c>.</summary>
    /// <param name="modules">File names of the modules in load order.</param>
    /// <param name="mode">Mode of the trigger.</param>
    /// <param name="shape">What the trigger arranges.</param>
    public static string Text(IEnumerable<string> modules, TriggerMode mode, TriggerShape shape)
    {
        StringBuilder text = new();
        foreach ((string name, string value) in Sysctls)
            text.Append("sysctl ").Append(name).Append(' ').Append(value).Append('\n');
        if (shape == TriggerShape.CrossedLocks)
            text.Append(OneVoice);
        foreach ((string path, string value) in Parameters)
            text.Append("parameter ").Append(path).Append(' ').Append(value).Append('\n');
        foreach (string name in Bystanders)
            text.Append("bystander ").Append(name).Append('\n');
        foreach (string module in modules)
            text.Append("module ").Append(module).Append('\n');
        return text.Append("trigger ").Append(mode.Name).Append('\n').ToString();
    }
}
