using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Dump;
using Stucktrace.Dump.CpuStates;
using Stucktrace.Dump.Locks;
using Stucktrace.Dump.Rcu;
using Stucktrace.Dump.Stacks;
using Stucktrace.Formats;
using Stucktrace.Kernel;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Dump;

/// <summary>What the machines of the real dumps had left undone: RCU, softirqs, timers, work, locks.</summary>
public class UndoneTests
{
    static void Fail(InputDiagnostic diagnostic) => Assert.Fail($"{diagnostic.Id} {string.Join(' ', diagnostic.Message.Arguments)}");

    [Theory]
    [InlineData("K1", true)]
    [InlineData("A1", true)]
    [InlineData("v9_mutex", false)]
    public void TheGracePeriodIsAsOldAsTheDebuggerSays(string dump, bool waits)
    {
        RcuView rcu = Assert.Single(RcuReader.Read(LabMachine.Of(dump), Fail));
        System.Text.Json.JsonElement truth = System.Text.Json.JsonDocument.Parse(File.ReadAllText(LabMachine.Truth(dump + ".drgn.json"))).RootElement.GetProperty("rcu");
        Assert.Equal(("rcu_preempt", truth.GetProperty("gp_age_jiffies").GetUInt64(), truth.GetProperty("gp_seq").GetUInt64()), (rcu.Flavour, rcu.AgeTicks!.Value, rcu.Sequence!.Value));
        Assert.Equal(rcu.AgeTicks / 250.0, rcu.AgeSeconds);
        // The stuck CPU holds it up; automount's expedited one too. No task was preempted inside a section.
        Assert.Equal((waits, waits, false), (rcu.InProgress!.Value, rcu.ExpeditedInProgress!.Value, rcu.IsPartial));
        Assert.Equal(waits ? [1] : [], rcu.WaitsForCpus);
        Assert.Equal(waits ? [1] : [], rcu.ExpeditedCpus);
        Assert.Empty(rcu.WaitsForTasks);
        Assert.Equal("rcu_preempt", LabMachine.Of(dump).Tasks.Single(t => t.Address == rcu.Kthread).Comm);
    }

    [Fact]
    public void SoftirqsWaitForTheStuckCpu()
    {
        DumpedMachine machine = LabMachine.Of("A1");
        ImmutableArray<CpuState> cpus = CpuStateReader.Read(machine, Fail);
        // truth/ksoftirqd_gp_check.txt: softirq_pending 0x282, ksoftirqd/1 queued for 50.6 s.
        Assert.Equal(["TIMER", "SCHED", "RCU"], cpus[1].PendingSoftirqs!.Value);
        Assert.Equal("50.6", cpus[1].KsoftirqdQueuedSeconds!.Value.ToString("0.0", CultureInfo.InvariantCulture));
        Assert.Equal("ksoftirqd/1", machine.Tasks.Single(t => t.Address == cpus[1].Ksoftirqd).Comm);
        Assert.Empty(cpus[0].PendingSoftirqs!.Value);
        Assert.Null(cpus[0].KsoftirqdQueuedSeconds);
    }

    [Theory]
    [InlineData("K1", false, true)]
    [InlineData("A1", false, true)]
    [InlineData("v9_mutex", false, false)]
    public void TheWatchdogKnowsWhichCpuIsStuck(string dump, params bool[] stuck)
    {
        ImmutableArray<CpuState> cpus = CpuStateReader.Read(LabMachine.Of(dump), Fail);
        Assert.Equal(stuck, cpus.Select(c => c.IsStuck));
        // watchdog_thresh was 5.
        Assert.All(cpus, c => Assert.Equal(10, c.WatchdogThreshold));
    }

    [Fact]
    public void WorkWaitsForTheStuckCpu()
    {
        DumpedMachine machine = LabMachine.Of("K1");
        AddressNames names = new(machine);
        ImmutableArray<CpuState> cpus = CpuStateReader.Read(machine, Fail);
        Assert.Contains("refresh_vm_stats", cpus[1].WorkPools.SelectMany(p => p.Pending).Select(w => names.Symbol(w.Function)));
        Assert.DoesNotContain(cpus[0].WorkPools, p => !p.Pending.IsEmpty);
        TaskWait sadc = Waits(machine).Waits.Single(w => w.Task.Comm == "sadc");
        Assert.Equal((1, WaitsFor.Work, "__flush_work"), (sadc.WorkCpu!.Value, sadc.For!.Value, sadc.Function!.Symbol));
    }

    [Fact]
    public void TimersOfTheStuckCpuAreOverdue()
    {
        DumpedMachine machine = LabMachine.Of("A1");
        AddressNames names = new(machine);
        ImmutableArray<CpuState> cpus = CpuStateReader.Read(machine, Fail);
        Assert.Equal(["delayed_work_timer_fn", "delayed_work_timer_fn", "mix_interrupt_randomness", "delayed_work_timer_fn"], cpus[1].OverdueTimers!.Value.Select(t => names.Symbol(t.Function)));
        Assert.InRange(cpus[1].OverdueTimers!.Value[0].OverdueSeconds!.Value, 50, 53);
        // The thread of RCU sleeps on the CPU that works: a tick late at most.
        OverdueTimer fine = Assert.Single(cpus[0].OverdueTimers!.Value);
        Assert.Equal("rcu_preempt", machine.Tasks.Single(t => t.Address == fine.Task).Comm);
        Assert.InRange(fine.OverdueTicks, 0UL, 5UL);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AMutexWhoseOwnerHasExited(bool stacks)
    {
        DumpedMachine machine = LabMachine.Of("v9_mutex");
        WaitGraph graph = WaitGraph.Read(machine, t => stacks ? StackReader.Read(machine, t) : [], Fail);
        DumpedLock mutex = Assert.Single(graph.Locks);
        Assert.Equal((LockKind.Mutex, 0xffffffffc0209000UL, "list_mutex [v9_mutex]", OwnerState.Exited), (mutex.Kind, mutex.Address, mutex.Name, mutex.OwnerState));
        // truth/v9_mutex.locks.txt has the owner word as a negative number, flags taken off.
        Assert.Equal(unchecked((ulong)-0x777ffa0b7fffL), mutex.OwnerWord);
        Assert.Equal((129, "owner"), machine.Tasks.Single(t => t.Address == mutex.Owner) is var owner ? (owner.Pid, owner.Comm) : default);
        Assert.Equal([130, 125, 126], mutex.Waiters.Select(w => machine.Tasks.Single(t => t.Address == w.Task).Pid));
        Assert.Equal([125, 126, 130], graph.Waits.Select(w => w.Task.Pid));
        Assert.All(graph.Waits, w => Assert.Same(mutex, w.Lock));
        Assert.Empty(graph.Circles);
        Assert.Same(mutex, graph.RootOf(graph.Waits[0].Task.Address)!.Lock);
    }

    [Fact]
    public void WaitsForGracePeriodsAreKnownAsSuch()
    {
        DumpedMachine machine = LabMachine.Of("K1");
        WaitGraph graph = Waits(machine);
        Assert.Equal(
            [("kworker/0:0", WaitsFor.ExpeditedGracePeriod), ("crond", WaitsFor.GracePeriod), ("automount", WaitsFor.ExpeditedGracePeriod), ("sadc", WaitsFor.Work)],
            graph.Waits.Select(w => (w.Task.Comm, w.For!.Value)));
        Assert.Equal([LockKind.WaitQueue, LockKind.Completion, LockKind.WaitQueue, LockKind.Completion], graph.Waits.Select(w => w.Lock!.Kind));
        // synchronize_rcu() waits for a completion on its own stack.
        Assert.Equal("crond", new AddressNames(machine).StackOwner(graph.Waits[1].Lock!.Address)!.Comm);
    }

    static WaitGraph Waits(DumpedMachine machine) => WaitGraph.Read(machine, t => StackReader.Read(machine, t), Fail);
}
