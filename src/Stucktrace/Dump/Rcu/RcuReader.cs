using System.Collections.Immutable;
using Stucktrace.Dump.Reading;
using Stucktrace.Formats;

namespace Stucktrace.Dump.Rcu;

/// <summary>
/// Reads the state of RCU (kernel/rcu/tree.h, kernel/rcutree.h before 3.13): one rcu_state since 4.20, one for each flavour before, each with a small tree
/// of rcu_node whose leaves have a bit for each CPU and a list of the tasks that were preempted inside a read-side section.
/// </summary>
public static class RcuReader
{
    // Since 4.20; before, one for each flavour.
    static readonly string[] Symbols = ["rcu_state", "rcu_preempt_state", "rcu_sched_state", "rcu_bh_state"];

    // RCU_SEQ_STATE_MASK: the lower two bits of a sequence are the phase, 0 when idle (since 4.10 for expedited, 4.19 for all).
    const ulong Phase = 3;
    const int MostName = 32;

    /// <summary>Reads every flavour that the kernel has.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="report">Is told what could not be read.</param>
    /// <param name="limits">Bounds; the default ones when not given.</param>
    public static ImmutableArray<RcuView> Read(DumpedMachine machine, Action<InputDiagnostic> report, ReadLimits? limits = null)
    {
        KernelReader reader = new(machine.Kernel, limits ?? ReadLimits.Default, report);
        TimeBase time = TimeBase.Read(reader, machine.Cpus);
        ImmutableArray<RcuView>.Builder views = ImmutableArray.CreateBuilder<RcuView>();
        foreach (string symbol in Symbols)
        {
            if (reader.Symbol(symbol) is { } address && reader.Has("rcu_state", "gp_start"))
                views.Add(View(reader, time, symbol, address));
        }

        return views.ToImmutable();
    }

    static RcuView View(KernelReader reader, TimeBase time, string symbol, ulong address)
    {
        KernelObject state = new(reader, "rcu_state", address);
        ulong? sequence = state["gp_seq"] ?? state["gpnum"], completed = state["completed"], expedited = state["expedited_sequence"];
        RcuTree tree = RcuTree.Read(reader, address);
        ulong? age = time.TicksSince(state["gp_start"]), idle = time.TicksSince(state["gp_activity"]);
        return new RcuView
        {
            Flavour = state["name"] is > 0 and { } name && reader.Text(name, MostName) is { Length: > 0 } text ? text : symbol.Replace("_state", string.Empty, StringComparison.Ordinal),
            InProgress = state["gp_seq"] is { } phase ? (phase & Phase) != 0 : sequence is { } number && completed is { } done ? number != done : null,
            Sequence = sequence,
            AgeTicks = age,
            AgeSeconds = time.Seconds(age),
            WaitsForCpus = tree.Cpus,
            WaitsForTasks = tree.Tasks,
            ExpeditedCpus = tree.ExpeditedCpus,
            ExpeditedTasks = tree.ExpeditedTasks,
            ExpeditedInProgress = expedited is { } exp ? (exp & Phase) != 0 : null,
            Kthread = state["gp_kthread"] ?? 0,
            KthreadIdleTicks = idle,
            KthreadIdleSeconds = time.Seconds(idle),
            IsPartial = tree.IsPartial,
        };
    }
}
