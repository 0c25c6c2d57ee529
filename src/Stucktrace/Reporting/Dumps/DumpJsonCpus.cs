using Stucktrace.Dump;
using Stucktrace.Dump.CpuStates;
using Stucktrace.Dump.Rcu;
using Stucktrace.Reporting.Json;

namespace Stucktrace.Reporting.Dumps;

/// <summary>CPUs and RCU in JSON.</summary>
static class DumpJsonCpus
{
    internal static void Current(JsonSink json, DumpResult dump, DumpedCpu cpu)
    {
        json.Begin();
        Identity(json, dump, cpu);
        json.End();
    }

    internal static void Cpu(JsonSink json, DumpResult dump, DumpedCpu cpu)
    {
        CpuState? state = dump.Cpus.FirstOrDefault(c => c.Number == cpu.Number);
        json.Begin();
        Identity(json, dump, cpu);
        json.Hex("perCpuOffset", cpu.PerCpuOffset);
        if (cpu.Registers is { } registers)
            DumpJsonTasks.Registers(json, registers);
        else
            json.Null("registers");
        json.Number("running", state?.Running);
        if (state?.PendingSoftirqs is { } softirqs)
            json.Strings("pendingSoftirqs", softirqs);
        else
            json.Null("pendingSoftirqs");
        json.Hex("ksoftirqd", state is { Ksoftirqd: > 0 } ? state.Ksoftirqd : null);
        json.Seconds("ksoftirqdQueuedSeconds", state?.KsoftirqdQueuedSeconds);
        if (state?.OverdueTimers is { } timers)
            json.Array("overdueTimers", timers, (sink, timer) => Timer(sink, dump, timer));
        else
            json.Null("overdueTimers");
        json.Array("workPools", state is null ? [] : state.WorkPools, (sink, pool) => Pool(sink, dump, pool));
        json.End();
    }

    internal static void Rcu(JsonSink json, RcuView rcu)
    {
        json.Begin();
        json.Text("flavour", rcu.Flavour);
        if (rcu.InProgress is { } inProgress)
            json.Boolean("inProgress", inProgress);
        else
            json.Null("inProgress");
        json.Hex("sequence", rcu.Sequence);
        json.Number("ageTicks", rcu.AgeTicks);
        json.Seconds("ageSeconds", rcu.AgeSeconds);
        json.Array("waitsForCpus", rcu.WaitsForCpus, static (sink, cpu) => sink.Integer(cpu));
        json.Array("waitsForTasks", rcu.WaitsForTasks, static (sink, task) => sink.Element(JsonText.Hex(task)));
        if (rcu.ExpeditedInProgress is { } expedited)
            json.Boolean("expeditedInProgress", expedited);
        else
            json.Null("expeditedInProgress");
        json.Array("expeditedCpus", rcu.ExpeditedCpus, static (sink, cpu) => sink.Integer(cpu));
        json.Array("expeditedTasks", rcu.ExpeditedTasks, static (sink, task) => sink.Element(JsonText.Hex(task)));
        json.Hex("kthread", rcu.Kthread == 0 ? null : rcu.Kthread);
        json.Seconds("kthreadIdleSeconds", rcu.KthreadIdleSeconds);
        json.Boolean("partial", rcu.IsPartial);
        json.End();
    }

    static void Identity(JsonSink json, DumpResult dump, DumpedCpu cpu)
    {
        DumpedTask? task = dump.Machine!.TaskAt(cpu.Current);
        CpuState? state = dump.Cpus.FirstOrDefault(c => c.Number == cpu.Number);
        json.Number("cpu", cpu.Number);
        json.Hex("current", cpu.Current == 0 ? null : cpu.Current);
        json.Number("pid", task?.Pid);
        json.Text("comm", task?.Comm);
        json.Seconds("secondsSinceWatchdog", state?.SecondsSinceWatchdog);
        json.Number("watchdogThreshold", state?.WatchdogThreshold);
        json.Boolean("stuck", state?.IsStuck == true);
    }

    static void Timer(JsonSink json, DumpResult dump, OverdueTimer timer)
    {
        json.Begin();
        json.Hex("address", timer.Address);
        json.Text("function", dump.Names.Symbol(timer.Function) ?? JsonText.Hex(timer.Function));
        json.Number("overdueTicks", timer.OverdueTicks);
        json.Seconds("overdueSeconds", timer.OverdueSeconds);
        json.Hex("task", timer.Task == 0 ? null : timer.Task);
        json.End();
    }

    static void Pool(JsonSink json, DumpResult dump, WorkPool pool)
    {
        json.Begin();
        json.Hex("address", pool.Address);
        json.Number("id", pool.Id);
        json.Number("workers", pool.Workers);
        json.Number("idle", pool.Idle);
        json.Seconds("secondsWithoutProgress", pool.SecondsWithoutProgress);
        json.Array("pending", pool.Pending, (sink, work) =>
        {
            sink.Begin();
            sink.Hex("address", work.Address);
            sink.Text("function", dump.Names.Symbol(work.Function) ?? JsonText.Hex(work.Function));
            sink.End();
        });
        json.End();
    }
}
