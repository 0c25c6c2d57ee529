using System.Collections.Immutable;
using System.Globalization;
using Stucktrace.Dump.CpuStates;
using Stucktrace.Dump.Log;
using Stucktrace.Dump.Rcu;
using Stucktrace.Formats;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Dumps;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Tests.Dump;

/// <summary>RCU, timers, work and the log in made memory, at their bounds; and that nothing of a dump reaches the terminal unescaped.</summary>
public class ShapedViewTests
{
    static void Rcu(Dictionary<string, Dictionary<string, (int, int)>> layouts)
    {
        layouts["rcu_state"] = new(StringComparer.Ordinal) { ["node"] = (0, 3 * 128), ["gp_seq"] = (0x200, 8), ["gp_start"] = (0x208, 8), ["gp_kthread"] = (0x210, 8), ["expedited_sequence"] = (0x218, 8) };
        layouts["rcu_node"] = new(StringComparer.Ordinal)
        {
            ["qsmask"] = (0, 8),
            ["expmask"] = (8, 8),
            ["grplo"] = (16, 4),
            ["grphi"] = (20, 4),
            ["level"] = (24, 1),
            ["gp_tasks"] = (32, 8),
            ["exp_tasks"] = (40, 8),
            ["blkd_tasks"] = (48, 16),
            ["rest"] = (120, 8),
        };
        layouts["task_struct"]["rcu_node_entry"] = (0x700, 16);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AGracePeriodWaitsForCpusAndForPreemptedReaders(bool broken)
    {
        ShapedMachine shaped = new("6.12", Rcu);
        ulong state = shaped.Kernel.Data("rcu_state", 1024), leaf = state + 2 * 128, blocked = leaf + 48;
        shaped.Kernel.Write(shaped.Kernel.Data("rcu_num_lvls", 4), 2);
        shaped.Kernel.Write(shaped.Kernel.Data("jiffies_64", 8), 0xffff_0000UL);
        shaped.Kernel.Write(state + 0x200, 41UL);
        shaped.Kernel.Write(state + 0x208, 0xffff_0000UL - 777);
        // The root has bits for its two leaves, which are no CPUs.
        shaped.Kernel.Set("rcu_node", state, "qsmask", 3);
        shaped.Kernel.Set("rcu_node", state, "grphi", 79);
        foreach ((ulong node, ulong low) in (ReadOnlySpan<(ulong, ulong)>)[(state + 128, 0), (leaf, 64)])
        {
            shaped.Kernel.Set("rcu_node", node, "level", 1);
            shaped.Kernel.Set("rcu_node", node, "grplo", low);
            shaped.Kernel.Set("rcu_node", node, "grphi", low + 15);
            shaped.Kernel.Point(node + 48, node + 48);
        }

        shaped.Kernel.Set("rcu_node", state + 128, "qsmask", 0b101);
        shaped.Kernel.Set("rcu_node", leaf, "expmask", 2);
        // Three readers are blocked; the grace period waits for the second and all behind it.
        foreach (int pid in (int[])[133, 120, 10])
            shaped.Kernel.Append(blocked, shaped.TaskOf(pid) + 0x700);
        shaped.Kernel.Set("rcu_node", leaf, "gp_tasks", shaped.TaskOf(120) + 0x700);
        if (broken)
            shaped.Kernel.Write(shaped.TaskOf(133) + 0x700, 0UL);
        RcuView rcu = Assert.Single(RcuReader.Read(shaped.Read(), shaped.Diagnostics.Add));
        Assert.Equal([0, 2], rcu.WaitsForCpus);
        Assert.Equal([65], rcu.ExpeditedCpus);
        Assert.Equal((true, 777UL, broken), (rcu.InProgress!.Value, rcu.AgeTicks!.Value, rcu.IsPartial));
        // With the list broken before it, the task that the pointer names is known all the same.
        Assert.Equal(broken ? [shaped.TaskOf(120)] : [shaped.TaskOf(120), shaped.TaskOf(10)], rcu.WaitsForTasks);
        Assert.Equal(broken, shaped.Ids.Contains("VMC0841"));
    }

    static void Timers(Dictionary<string, Dictionary<string, (int, int)>> layouts)
    {
        layouts["timer_base"] = new(StringComparer.Ordinal) { ["clk"] = (8, 8), ["vectors"] = (64, 64) };
        layouts["timer_list"] = new(StringComparer.Ordinal) { ["entry"] = (0, 16), ["expires"] = (16, 8), ["function"] = (24, 8) };
        layouts["worker_pool"] = new(StringComparer.Ordinal) { ["id"] = (0, 4), ["worklist"] = (16, 16) };
        layouts["work_struct"] = new(StringComparer.Ordinal) { ["entry"] = (8, 16), ["func"] = (24, 8) };
    }

    [Theory]
    [InlineData(3, 3, false)]
    [InlineData(2, 2, true)]
    public void MostTimers(int limit, int read, bool said)
    {
        ShapedMachine shaped = new("6.2", Timers);
        ulong bases = shaped.Kernel.PerCpu("timer_bases", 256), function = shaped.Kernel.Code("poll_device", [0xc3]);
        shaped.Kernel.Write(shaped.Kernel.Data("jiffies_64", 8), 5000UL);
        ulong head = shaped.Kernel.PerCpu(bases, 1) + 64 + 8;
        for (int i = 0; i < 3; i++)
        {
            ulong timer = shaped.Kernel.Allocate(64);
            shaped.Kernel.Write(timer, shaped.Kernel.Read(head, 8));
            shaped.Kernel.Write(timer + 16, 1000UL + (ulong)i);
            shaped.Kernel.Write(timer + 24, function);
            shaped.Kernel.Write(head, timer);
        }

        ImmutableArray<CpuState> cpus = CpuStateReader.Read(shaped.Read(), shaped.Diagnostics.Add, new ReadLimits { MaxTimers = limit });
        Assert.Equal(read, cpus[1].OverdueTimers!.Value.Length);
        Assert.All(cpus[1].OverdueTimers!.Value, t => Assert.InRange(t.OverdueTicks, 3998UL, 4000UL));
        Assert.Equal(said, shaped.Ids.Contains("VMC0851"));
    }

    [Theory]
    [InlineData(2, 2, false)]
    [InlineData(1, 1, true)]
    public void MostPendingWork(int limit, int read, bool said)
    {
        ShapedMachine shaped = new("6.2", Timers);
        ulong pools = shaped.Kernel.PerCpu("cpu_worker_pools", 256);
        for (int i = 0; i < 4; i++)
        {
            ulong list = shaped.Kernel.PerCpu(pools, i / 2) + (ulong)(i % 2 * 64) + 16;
            shaped.Kernel.Point(list, list);
            for (int k = 0; i == 2 && k < 2; k++)
                shaped.Kernel.Append(list, shaped.Kernel.Allocate(64) + 8);
        }

        ImmutableArray<CpuState> cpus = CpuStateReader.Read(shaped.Read(), shaped.Diagnostics.Add, new ReadLimits { MaxPendingWork = limit });
        Assert.Equal([0, read], cpus.Select(c => c.WorkPools.Sum(p => p.Pending.Length)));
        Assert.Equal(said, shaped.Ids.Contains("VMC0852"));
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(63, false)]
    public void LargestLog(int limit, bool read)
    {
        ShapedMachine shaped = new("5.4", layouts => layouts["printk_log"] = new(StringComparer.Ordinal) { ["ts_nsec"] = (0, 8), ["len"] = (8, 2), ["text_len"] = (10, 2), ["facility"] = (14, 1), ["rest"] = (15, 1) });
        ulong buffer = shaped.Kernel.Allocate(64);
        shaped.Kernel.Write(shaped.Kernel.Data("log_buf", 8), buffer);
        shaped.Kernel.Write(shaped.Kernel.Data("log_buf_len", 4), 64);
        shaped.Kernel.Write(shaped.Kernel.Data("log_first_idx", 4), 0);
        shaped.Kernel.Write(shaped.Kernel.Data("log_next_idx", 4), 64);
        shaped.Kernel.Write(buffer, 2_000_000UL);
        shaped.Kernel.Write(buffer + 8, (ushort)64);
        // struct printk_log is made 64 bytes long here: its last field decides.
        DumpedLog? log = DumpedLog.Read(shaped.Find(), shaped.Diagnostics.Add, new ReadLimits { MaxKernelLogBytes = limit });
        Assert.Equal(read, log is not null);
        Assert.Equal(!read, shaped.Ids.Contains("VMC0832"));
        if (read)
            Assert.Equal((DumpedLogFormat.Records, 2_000_000UL), (log!.Format, Assert.Single(log.Records).Nanoseconds!.Value));
    }

    [Theory]
    [InlineData(12, "agent --mode")]
    [InlineData(8, "agent --")]
    public void LongestCommandLine(int limit, string expected)
    {
        ShapedMachine shaped = new("6.12", layouts => layouts["mm_struct"] = new(StringComparer.Ordinal) { ["pgd"] = (0, 8), ["arg_start"] = (8, 8), ["arg_end"] = (16, 8) });
        const ulong Arguments = 0x7ffe_0000_1000;
        ulong mm = shaped.Kernel.Allocate(64);
        shaped.Kernel.MapPages(Arguments, 4096);
        shaped.Kernel.Write(Arguments, "agent\0--mode\0"u8);
        // The process's table is the kernel's here.
        shaped.Kernel.Write(mm, shaped.Kernel.Shape.DirectMap + shaped.Kernel.TopTable);
        shaped.Kernel.Write(mm + 8, Arguments);
        shaped.Kernel.Write(mm + 16, Arguments + 13);
        shaped.Kernel.Set("task_struct", shaped.TaskOf(120), "mm", mm);
        Assert.Equal(expected, shaped.Read(new ReadLimits { MaxCommandLineBytes = limit }).Tasks.Single(t => t.Pid == 120).CommandLine);
    }

    [Theory]
    [InlineData(DumpView.Overview)]
    [InlineData(DumpView.Ps)]
    [InlineData(DumpView.Bt)]
    [InlineData(DumpView.Modules)]
    [InlineData(DumpView.Cpus)]
    [InlineData(DumpView.Locks)]
    [InlineData(DumpView.Rcu)]
    public void NothingOfTheDumpMovesTheCursor(DumpView view)
    {
        // A task and a module with names that would colour, clear and turn around.
        ShapedMachine shaped = new("6.12");
        ulong task = shaped.TaskOf(120), module = shaped.Kernel.Allocate(256);
        shaped.Kernel.Write(shaped.Task(task, "comm"), "\x1b[2J\u202e\r\0"u8);
        shaped.Kernel.Set("task_struct", task, "__state", 2);
        shaped.Run(1, task, 0);
        shaped.Kernel.Append(shaped.Modules, module + 8);
        shaped.Kernel.Write(module + 24, "m\x1b]0;x\a\0"u8);
        DumpReport report = new();
        DumpResult dump = new("/tmp/\x1b[31mdump", shaped.Read(), report);
        foreach (Language language in (Language[])[Language.English, Language.Chinese])
        {
            using StringWriter text = new(CultureInfo.InvariantCulture);
            DumpText.Write(dump, view, [], text, language, new TextStyle(100));
            Assert.DoesNotContain(text.ToString(), c => (char.IsControl(c) && c != '\n') || c == '\u202e');
            Assert.DoesNotContain('«', text.ToString());
            using MemoryStream json = new();
            DumpJson.Write(dump, view, [], null, json, language);
            using System.Text.Json.JsonDocument read = System.Text.Json.JsonDocument.Parse(json.ToArray());
            Assert.Equal("stucktrace-vmcore/1", read.RootElement.GetProperty("schema").GetString());
            Assert.DoesNotContain(System.Text.Encoding.UTF8.GetString(json.ToArray()), c => (char.IsControl(c) && c != '\n') || c == '\u202e');
        }
    }

    [Theory]
    [InlineData("init_task", 256, null, null)]
    [InlineData("init_task+0x10 16", 16, null, null)]
    [InlineData("init_task 0x20", 32, null, null)]
    [InlineData("init_task task_struct", null, "task_struct", null)]
    [InlineData("init_task task_struct.comm", null, "task_struct", "comm")]
    public void WhatToReadIsUnderstood(string words, int? length, string? structure, string? field)
    {
        ShapedMachine shaped = new("6.12");
        DumpResult dump = new("dump", shaped.Read(), new DumpReport());
        MemoryRequest? request = MemoryRequest.Parse(dump, words.Split(' '), out Message? problem);
        Assert.Null(problem);
        Assert.Equal((shaped.Kernel.InitTask + (words.Contains('+', StringComparison.Ordinal) ? 16UL : 0), structure, field), (request!.Address, request.Structure?.Name, request.Field));
        Assert.Equal(length ?? request.Length, request.Length);
        using StringWriter text = new(CultureInfo.InvariantCulture);
        DumpText.WriteMemory(dump, request, text, Language.English, new TextStyle(100));
        Assert.Contains(field == "comm" ? "\"swapper/0\"" : "init_task", text.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "dump.read.usage")]
    [InlineData("a b c", "dump.read.usage")]
    [InlineData("no_such_symbol", "dump.read.no-address")]
    [InlineData("init_task+zz", "dump.read.no-address")]
    [InlineData("init_task no_such_struct", "dump.read.no-struct")]
    [InlineData("init_task task_struct.no_such_field", "dump.read.no-struct")]
    public void WhatIsNotUnderstoodIsSaid(string words, string problem)
    {
        DumpResult dump = new("dump", new ShapedMachine("6.12").Read(), new DumpReport());
        Assert.Null(MemoryRequest.Parse(dump, words.Split(' ', StringSplitOptions.RemoveEmptyEntries), out Message? said));
        Assert.Equal(problem, said!.Id);
    }

    [Fact]
    public void MissingMemoryIsNoZero()
    {
        ShapedMachine shaped = new("6.12");
        ulong page = shaped.Kernel.Allocate(8192, 4096);
        shaped.Exclude(page + 4096);
        DumpResult dump = new("dump", shaped.Read(), new DumpReport());
        using StringWriter text = new(CultureInfo.InvariantCulture);
        DumpText.WriteMemory(dump, new MemoryRequest(page + 4080, 32, null, null), text, Language.English, new TextStyle(100));
        Assert.Contains("16 bytes: left out of the dump", text.ToString(), StringComparison.Ordinal);
        Assert.Single(text.ToString().Split('\n'), l => l.Contains("00 00 00 00", StringComparison.Ordinal));
        Assert.Equal(ReadLimits.MaxShownBytes, MemoryRequest.Parse(dump, ["init_task", "99999999999"], out _)!.Length);
        Assert.Equal(ReadLimits.MaxShownBytes - 1, MemoryRequest.Parse(dump, ["init_task", (ReadLimits.MaxShownBytes - 1).ToString(CultureInfo.InvariantCulture)], out _)!.Length);
    }
}
