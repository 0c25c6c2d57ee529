using Stucktrace.Dump.Reading;
using Stucktrace.Formats;

namespace Stucktrace.Dump.CpuStates;

/// <summary>
/// The pools of workers that are bound to a CPU: the per-CPU array cpu_worker_pools of two (normal and high priority) struct worker_pool (kernel/workqueue.c
/// since 3.9), with the work_structs of their worklist.
/// </summary>
static class WorkPoolReader
{
    // NR_STD_WORKER_POOLS.
    const int PoolsOfACpu = 2;

    internal static IEnumerable<WorkPool> Bound(KernelReader reader, TimeBase time, IEnumerable<DumpedCpu> cpus)
    {
        if (reader.PerCpuSymbol("cpu_worker_pools") is not { } pools || reader.SizeOf("worker_pool") is not (> 0 and { } size))
            yield break;
        Allowance allowance = new(reader.Limits.MaxPendingWork);
        foreach (DumpedCpu cpu in cpus)
        {
            for (int i = 0; i < PoolsOfACpu; i++)
            {
                if (Pool(reader, time, pools + cpu.PerCpuOffset + (ulong)(i * size), cpu.Number, allowance) is { } pool)
                    yield return pool;
            }
        }
    }

    static WorkPool? Pool(KernelReader reader, TimeBase time, ulong address, int cpu, Allowance allowance)
    {
        KernelObject pool = new(reader, "worker_pool", address);
        if (pool.At("worklist") is not { } list || reader.Offset("work_struct", "entry") is not { } entry)
            return null;
        Ring ring = Ring.Forward(reader.Memory, list, allowance.Left);
        allowance.Take((ulong)ring.Nodes.Length);
        if (!ring.IsWhole)
            reader.Report("VMC0852", Message.Of("machine.0852", Hexadecimal.Address(address), ring.Reason()));
        return new WorkPool(address, pool["id"], cpu, pool["nr_workers"], pool["nr_idle"], time.Seconds(time.TicksSince(pool["watchdog_ts"] ?? pool["last_progress_ts"])),
            [.. ring.Nodes.Select(n => new PendingWork(n - entry, reader.Field(n - entry, "work_struct", "func") ?? 0))]);
    }
}
