using System.Collections.Immutable;
using System.Numerics;
using Stucktrace.Dump.Reading;
using Stucktrace.Formats;

namespace Stucktrace.Dump.Rcu;

/// <summary>What the leaves of a flavour's tree say: the array rcu_state.node has all levels one after another, the leaves last.</summary>
/// <param name="Cpus">CPUs that the grace period waits for.</param>
/// <param name="Tasks">Tasks that it waits for.</param>
/// <param name="ExpeditedCpus">CPUs that an expedited one waits for.</param>
/// <param name="ExpeditedTasks">Tasks that an expedited one waits for.</param>
/// <param name="IsPartial">True when a node or a list could not be read.</param>
sealed record RcuTree(ImmutableArray<int> Cpus, ImmutableArray<ulong> Tasks, ImmutableArray<int> ExpeditedCpus, ImmutableArray<ulong> ExpeditedTasks, bool IsPartial)
{
    // 64 CPUs in each leaf at most, 8192 CPUs: 512 leaves of 16 and some nodes above.
    const int MostNodes = 1024;

    internal static RcuTree Read(KernelReader reader, ulong state)
    {
        if (reader.Place("rcu_state", "node") is not { } array || reader.SizeOf("rcu_node") is not (> 0 and { } size) || !reader.Has("rcu_node", "qsmask"))
            return new RcuTree([], [], [], [], true);
        // The array has the size that the kernel was built for; rcu_num_nodes of it are used since 4.2.
        int built = (int)Math.Min(array.Size / size, MostNodes);
        int used = reader.Variable("rcu_num_nodes", 4) is > 0 and { } number && number < (ulong)built ? (int)number : built;
        SortedSet<int> cpus = [], expeditedCpus = [];
        List<ulong> tasks = [], expeditedTasks = [];
        bool partial = false;
        for (int i = 0; i < used; i++)
        {
            KernelObject node = new(reader, "rcu_node", state + (ulong)array.Offset + (ulong)(i * size));
            if (node["qsmask"] is not { } mask || node["grplo"] is not { } low || node["grphi"] is not { } high || node["level"] is not { } level)
            {
                partial = true;
                continue;
            }

            if (!IsLeaf(reader, level, low, high))
                continue;
            Add(cpus, mask, low, high);
            Add(expeditedCpus, node["expmask"] ?? 0, low, high);
            partial |= !Blocked(reader, node, "gp_tasks", tasks) | !Blocked(reader, node, "exp_tasks", expeditedTasks);
        }

        if (partial)
            reader.Report("VMC0841", Message.Of("machine.0841", Hexadecimal.Address(state)));
        return new RcuTree([.. cpus], [.. tasks.Distinct()], [.. expeditedCpus], [.. expeditedTasks.Distinct()], partial);
    }

    // Bits of an inner node stand for nodes, those of a leaf for CPUs. Without the number of levels a node that spans more than a word has bits is an inner one.
    static bool IsLeaf(KernelReader reader, ulong level, ulong low, ulong high) =>
        reader.Variable("rcu_num_lvls", 4) is > 0 and { } levels ? level == levels - 1 : high >= low && high - low < 64;

    static void Add(SortedSet<int> cpus, ulong mask, ulong low, ulong high)
    {
        for (; mask != 0; mask &= mask - 1)
        {
            ulong cpu = low + (ulong)BitOperations.TrailingZeroCount(mask);
            if (cpu <= high)
                cpus.Add((int)cpu);
        }
    }

    /// <summary>
    /// gp_tasks points at the first task of blkd_tasks that the grace period must wait for; all behind it in the list belong to it too
    /// (rcu_preempt_ctxt_queue() in kernel/rcu/tree_plugin.h).
    /// </summary>
    static bool Blocked(KernelReader reader, KernelObject node, string field, List<ulong> tasks)
    {
        if (node[field] is not (> 0 and { } first) || reader.Offset("task_struct", "rcu_node_entry") is not { } entry || node.At("blkd_tasks") is not { } head)
            return true;
        Ring ring = Ring.Forward(reader.Memory, head, reader.Limits.MaxLockWaiters);
        int from = ring.Nodes.IndexOf(first);
        if (from < 0)
            tasks.Add(first - entry);
        else
            tasks.AddRange(ring.Nodes.Skip(from).Select(n => n - entry));
        return from >= 0 && ring.IsWhole;
    }
}
