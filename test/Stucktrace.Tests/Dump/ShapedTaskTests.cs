using Stucktrace.Dump;
using Stucktrace.Formats;
using Stucktrace.Reporting;

namespace Stucktrace.Tests.Dump;

/// <summary>Tasks and CPUs in memory of several eras, whole and broken.</summary>
public class ShapedTaskTests
{
    const ulong Poison1 = 0xdead_0000_0000_0100;

    // Usual tasks without the idle ones: 1, 2, eight of the kernel's, sshd, crond and its thread.
    static readonly int[] Usual = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 120, 133, 134];

    [Theory]
    [InlineData("5.4")]
    [InlineData("5.10")]
    [InlineData("6.2")]
    [InlineData("6.12")]
    [InlineData("6.16")]
    [InlineData("7.0")]
    public void EveryEraHasItsListsAndItsCurrent(string release)
    {
        ShapedMachine shaped = new(release);
        ulong crond = shaped.TaskOf(133);
        shaped.Run(1, crond, shaped.Kernel.Read(shaped.Kernel.PerCpu(shaped.RunQueues, 1) + 72, 8));
        DumpedMachine machine = shaped.Read();
        Assert.Empty(shaped.Ids);
        Assert.Equal([0, .. Usual, 0], machine.Tasks.Select(t => t.Pid));
        Assert.Equal(["swapper/0", "swapper/1"], machine.Tasks.Where(t => t.Pid == 0).Select(t => t.Comm));
        DumpedTask thread = machine.Tasks.Single(t => t.Pid == 134);
        Assert.Equal((133, crond, false, "crond-worker", 'S'), (thread.Tgid, thread.Leader, thread.IsLeader, thread.Comm, thread.StateLetter));
        Assert.Equal([(0, 0), (1, 133)], machine.Cpus.Select(c => (c.Number, machine.Tasks.Single(t => t.Address == c.Current).Pid)));
        Assert.True(machine.Tasks.Single(t => t.Pid == 133).IsCurrent);
    }

    [Theory]
    [InlineData("2.6.32")]
    [InlineData("3.10")]
    [InlineData("4.9")]
    [InlineData("4.18")]
    public void KernelsWithoutTypesHaveTheirTasksToo(string release)
    {
        // No BTF: the layout of task_struct is worked out from the data.
        ShapedMachine shaped = new(release);
        ulong crond = shaped.TaskOf(133);
        shaped.Run(1, crond, 0);
        DumpedMachine machine = shaped.Read();
        Assert.Equal([0, .. Usual], machine.Tasks.Select(t => t.Pid));
        Assert.Equal("crond-worker", machine.Tasks[^1].Comm);
        Assert.Equal([shaped.Kernel.InitTask, crond], machine.Cpus.Select(c => c.Current));
    }

    public enum Fault
    {
        Null,
        Poison,
        Excluded,
        Circle,
        Unmapped,
    }

    [Theory]
    [InlineData(Fault.Null, "machine.list.null")]
    [InlineData(Fault.Poison, "machine.list.poison")]
    [InlineData(Fault.Circle, "machine.list.circle")]
    [InlineData(Fault.Unmapped, "machine.list.not-present")]
    public void ABrokenListIsReadFromItsOtherEnd(Fault fault, string reason)
    {
        ShapedMachine shaped = new("5.10");
        ulong at = shaped.Task(shaped.TaskOf(5), "tasks");
        shaped.Kernel.Write(at, fault switch { Fault.Null => 0UL, Fault.Poison => Poison1, Fault.Circle => shaped.Task(shaped.TaskOf(3), "tasks"), _ => 0xffff_f000_1234_5678UL });
        DumpedMachine machine = shaped.Read();
        // Nothing is lost: what the break hides is found through prev.
        Assert.Equal([0, .. Usual, 0], machine.Tasks.Select(t => t.Pid));
        InputDiagnostic said = Assert.Single(shaped.Diagnostics);
        Assert.Equal("VMC0813", said.Id);
        Message why = Assert.IsType<Message>(said.Message.Arguments[0]);
        Assert.Equal(reason, why.Id);
        Assert.Equal($"0x{at:x}", why.Arguments[0]);
    }

    [Fact]
    public void AListThatIsBrokenOnBothSidesLosesWhatLiesBetween()
    {
        ShapedMachine shaped = new("5.10");
        shaped.Kernel.Write(shaped.Task(shaped.TaskOf(4), "tasks"), Poison1);
        shaped.Kernel.Write(shaped.Task(shaped.TaskOf(8), "tasks") + 8, Poison1 + 0x22);
        DumpedMachine machine = shaped.Read();
        Assert.Equal([0, 1, 2, 3, 4, 8, 9, 10, 120, 133, 134, 0], machine.Tasks.Select(t => t.Pid));
        Assert.Equal(["4", "6"], Assert.Single(shaped.Diagnostics).Message.Arguments[1..3]);
    }

    [Fact]
    public void ATaskWhosePageWasLeftOutIsSaidAndNotGuessed()
    {
        // 200 tasks of 4.7 KB: the pages of one hold nobody else's list node.
        ShapedMachine shaped = new("6.12");
        ulong[] added = [.. Enumerable.Range(1000, 10).Select(pid => shaped.Kernel.AddTask(pid, "task" + pid))];
        ulong gone = added[5];
        shaped.Exclude(shaped.Task(gone, "tasks"));
        DumpedMachine machine = shaped.Read();
        Assert.DoesNotContain(machine.Tasks, t => t.Address == gone);
        Assert.Contains(machine.Tasks, t => t.Pid == 1008);
        InputDiagnostic said = Assert.Single(shaped.Diagnostics, d => d.Id == "VMC0813");
        Assert.Contains("left out of the dump", said.Message.Render(Language.English), StringComparison.Ordinal);
        Assert.Contains("未收入转储", said.Message.Render(Language.Chinese), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(15, false)]
    [InlineData(14, true)]
    public void MostTasks(int limit, bool said)
    {
        ShapedMachine shaped = new("6.12");
        DumpedMachine machine = shaped.Read(new ReadLimits { MaxTasks = limit });
        Assert.Equal(limit, machine.Tasks.Length);
        Assert.Equal(said, shaped.Ids.Contains("VMC0816"));
    }

    [Fact]
    public void ACurrentTaskThatIsInNoListIsKept()
    {
        ShapedMachine shaped = new("6.12");
        ulong hidden = shaped.TaskOf(120);
        shaped.Unlink(shaped.Task(hidden, "tasks"));
        shaped.Run(1, hidden, 0);
        DumpedMachine machine = shaped.Read();
        Assert.True(machine.Tasks.Single(t => t.Pid == 120).IsCurrent);
    }

    [Fact]
    public void ContradictionsAboutTheCurrentTaskAreTold()
    {
        ShapedMachine shaped = new("6.12");
        ulong one = shaped.TaskOf(1), two = shaped.TaskOf(2);
        shaped.Run(1, one, 0);
        shaped.Kernel.Set("rq", shaped.Kernel.PerCpu(shaped.RunQueues, 1), "curr", two);
        Assert.Equal(one, shaped.Read().Cpus[1].Current);
        InputDiagnostic said = Assert.Single(shaped.Diagnostics);
        Assert.Equal(("VMC0803", "1", $"0x{one:x}", $"0x{two:x}"), (said.Id, said.Message.Arguments[0], said.Message.Arguments[1], said.Message.Arguments[2]));
    }

    [Fact]
    public void APanicTakesCpusOffTheOnlineMask()
    {
        ShapedMachine shaped = new("6.12");
        shaped.Kernel.Write(shaped.Kernel.Symbol("__cpu_online_mask"), 1UL);
        shaped.Kernel.Write(shaped.Kernel.Data("__cpu_active_mask", 1024), 3UL);
        Assert.Equal([0, 1], shaped.Read().Cpus.Select(c => c.Number));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(1, 1)]
    public void MostCpus(int limit, int read)
    {
        ShapedMachine shaped = new("6.12");
        shaped.Kernel.Write(shaped.Kernel.Symbol("nr_cpu_ids"), uint.MaxValue);
        Assert.Equal(read, shaped.Read(new ReadLimits { MaxCpus = limit }).Cpus.Length);
    }

    [Fact]
    public void ANameKeepsItsBytes()
    {
        // Latin-1 where it is no UTF-8; what can't be shown is escaped by the outputs, not here.
        ShapedMachine shaped = new("6.12");
        shaped.Kernel.Write(shaped.Task(shaped.TaskOf(120), "comm"), [0x1b, (byte)'[', 0xff, 0]);
        Assert.Equal("\x1b[ÿ", shaped.Read().Tasks.Single(t => t.Pid == 120).Comm);
    }

    [Theory]
    // state, exit_state, letter: the bits of 5.10, whose table is not in this memory.
    [InlineData(0, 0, 'R')]
    [InlineData(2, 0, 'D')]
    [InlineData(0x402, 0, 'I')]
    [InlineData(0x102, 0, 'D')]
    [InlineData(4, 0, 'T')]
    [InlineData(8, 0, 't')]
    [InlineData(0x40, 0, 'P')]
    [InlineData(0x80, 0x20, 'Z')]
    [InlineData(0x80, 0x10, 'X')]
    public void StatesHaveLetters(int state, int exit, char letter)
    {
        ShapedMachine shaped = new("5.10");
        ulong task = shaped.TaskOf(120);
        shaped.Kernel.Set("task_struct", task, "__state", (ulong)state);
        shaped.Kernel.Set("task_struct", task, "exit_state", (ulong)exit);
        Assert.Equal(letter, shaped.Read().Tasks.Single(t => t.Pid == 120).StateLetter);
    }

    [Theory]
    [InlineData("R S D T t X Z P I", 16, 'X')]
    [InlineData("R S D T T Z X", 16, 'Z')]
    public void TheKernelsOwnTableOfLettersCounts(string letters, int exit, char letter)
    {
        ShapedMachine shaped = new("5.10");
        string[] words = letters.Split(' ');
        ulong table = shaped.Kernel.Data("task_state_array", words.Length * 8 + 8);
        for (int i = 0; i < words.Length; i++)
            shaped.Kernel.Write(table + (ulong)i * 8, shaped.Text($"{words[i]} (state)"));
        shaped.Kernel.Set("task_struct", shaped.TaskOf(120), "exit_state", (ulong)exit);
        Assert.Equal(letter, shaped.Read().Tasks.Single(t => t.Pid == 120).StateLetter);
    }

    [Fact]
    public void TimesComeFromTheRunQueuesClock()
    {
        ShapedMachine shaped = new("5.10", layouts =>
        {
            layouts["task_struct"]["se.exec_start"] = (0x800, 8);
            layouts["task_struct"]["sched_info.last_arrival"] = (0x810, 8);
            layouts["task_struct"]["sched_info.last_queued"] = (0x818, 8);
        });
        // The clock of CPU 0 stands since 10 s, that of CPU 1 is the latest.
        shaped.Kernel.Set("rq", shaped.Kernel.PerCpu(shaped.RunQueues, 0), "clock", 90_000_000_000);
        shaped.Kernel.Set("rq", shaped.Kernel.PerCpu(shaped.RunQueues, 0), "clock_task", 80_000_000_000);
        shaped.Kernel.Set("rq", shaped.Kernel.PerCpu(shaped.RunQueues, 1), "clock", 100_000_000_000);
        ulong slept = shaped.TaskOf(120), queued = shaped.TaskOf(133), neither = shaped.TaskOf(1);
        shaped.Kernel.Set("task_struct", slept, "se.exec_start", 50_000_000_000);
        shaped.Kernel.Set("task_struct", queued, "sched_info.last_arrival", 30_000_000_000);
        shaped.Kernel.Set("task_struct", queued, "sched_info.last_queued", 85_000_000_000);
        shaped.Kernel.Set("task_struct", neither, "se.exec_start", ulong.MaxValue);
        DumpedMachine machine = shaped.Read();
        Assert.Equal((40.0, LastRunSource.ExecStart, null), machine.Tasks.Single(t => t.Address == slept) is var a ? (a.SecondsSinceRun!.Value, a.LastRunSource, a.SecondsQueued) : default);
        Assert.Equal((70.0, LastRunSource.LastArrival, 15.0), machine.Tasks.Single(t => t.Address == queued) is var b ? (b.SecondsSinceRun!.Value, b.LastRunSource, b.SecondsQueued!.Value) : default);
        Assert.Null(machine.Tasks.Single(t => t.Address == neither).SecondsSinceRun);
    }

    [Fact]
    public void TasksOfABrokenListAreFoundInTheTableOfIds()
    {
        ShapedMachine shaped = new("6.12", layouts =>
        {
            layouts["task_struct"]["pid_links"] = (0x900, 64);
            layouts["pid"] = new(StringComparer.Ordinal) { ["tasks"] = (16, 32) };
            layouts["pid_namespace"] = new(StringComparer.Ordinal) { ["idr.idr_rt.xa_head"] = (24, 8) };
            layouts["xa_node"] = new(StringComparer.Ordinal) { ["slots"] = (40, 512) };
        });
        ulong lost = shaped.TaskOf(6), dead = shaped.TaskOf(7);
        shaped.Unlink(shaped.Task(lost, "tasks"));
        shaped.Unlink(shaped.Task(dead, "tasks"));
        // Two levels of nodes; ids whose task is gone have an empty list; a node that leads to itself is followed a few times only.
        ulong pid = shaped.Kernel.Allocate(64), empty = shaped.Kernel.Allocate(64), leaf = shaped.Kernel.Allocate(40 + 512), root = shaped.Kernel.Allocate(40 + 512);
        shaped.Kernel.Write(pid + 16, lost + 0x900);
        shaped.Kernel.Write(leaf + 40 + 6 * 8, pid);
        shaped.Kernel.Write(leaf + 40 + 7 * 8, empty);
        shaped.Kernel.Write(root + 40, leaf | 2);
        shaped.Kernel.Write(root + 48, root | 2);
        shaped.Kernel.Write(shaped.Kernel.Data("init_pid_ns", 64) + 24, root | 2);
        DumpedMachine machine = shaped.Read();
        Assert.Contains(machine.Tasks, t => t.Pid == 6);
        Assert.DoesNotContain(machine.Tasks, t => t.Pid == 7);
        Assert.Equal(["VMC0815"], shaped.Ids);
    }
}
