using Stucktrace.Attribution;

namespace Stucktrace.Tests.Reasoning;

/// <summary>Third-party modules that merely appear must not be accused: a wrong accusation is the worst mistake there is.</summary>
public class InnocentTests
{
    static string Lockup(string rip, string[] frames, string modules = "shieldhook(OE) xfs ip_tables sd_mod ahci", int cpu = 2, string comm = "rsync", int pid = 4711, string time = "2000.000000", string seconds = "22", string hardware = "Dell Inc. PowerEdge R640/0H28RR, BIOS 2.10.2 02/24/2021") =>
        string.Join('\n',
        [
            $"[ {time}] watchdog: BUG: soft lockup - CPU#{cpu} stuck for {seconds}s! [{comm}:{pid}]",
            $"[ {time}] Modules linked in: {modules}",
            $"[ {time}] CPU: {cpu} PID: {pid} Comm: {comm} Kdump: loaded Tainted: G           OE    --------- -  - 4.18.0-348.el8.x86_64 #1",
            $"[ {time}] Hardware name: {hardware}",
            $"[ {time}] RIP: 0010:{rip}",
            $"[ {time}] RSP: 0018:ffffb2d0c1b7fd30 EFLAGS: 00000246 ORIG_RAX: ffffffffffffff13",
            $"[ {time}] RAX: 0000000000000000 RBX: 0000000000000001 RCX: 0000000000000000",
            $"[ {time}] Call Trace:",
            .. frames.Select(f => $"[ {time}]  {f}"),
            string.Empty,
        ]);

    [Fact]
    public void AHookThatOnlyPassedTheCallOn()
    {
        DiagnosisResult result = Logs.Diagnose(Lockup(
            "xfs_bmap_read_extents+0x1a2/0x3b0 [xfs]",
            ["xfs_iread_extents+0x7d/0xe0 [xfs]", "xfs_bmapi_read+0x1d4/0x2d0 [xfs]", "xfs_file_buffered_aio_read+0x5b/0xe0 [xfs]", "new_sync_read+0x10f/0x150", "vfs_read+0x91/0x140", "shield_sys_read+0x88/0x120 [shieldhook]", "do_syscall_64+0x5b/0x1a0", "entry_SYSCALL_64_after_hwframe+0x65/0xca"]));
        Assert.NotEqual("shieldhook", result.Verdict.Culprit.Module);
    }

    [Fact]
    public void AModuleThatIsOnlyLoaded()
    {
        DiagnosisResult result = Logs.Diagnose(Lockup("shrink_slab+0x12c/0x3a0", ["shrink_node+0x12e/0x480", "balance_pgdat+0x2b8/0x560", "kswapd+0x1f4/0x3c0", "kthread+0x116/0x130", "ret_from_fork+0x1f/0x40"], comm: "kswapd0"));
        Assert.Equal((CulpritKind.Kernel, "shrink_slab"), (result.Verdict.Culprit.Kind, result.Verdict.Culprit.Function));
        Assert.DoesNotContain(result.Verdict.Suspects, s => s.Module == "shieldhook" && s.Score > 0);
    }

    [Fact]
    public void FramesLeftOverOnTheStack()
    {
        DiagnosisResult result = Logs.Diagnose(Lockup("isolate_migratepages_block+0x2c1/0xa90", ["? shield_check+0x44/0x90 [shieldhook]", "compact_zone+0x5a0/0xc00", "kcompactd_do_work+0xf5/0x260", "? shield_notify+0x21/0x60 [shieldhook]", "kcompactd+0x8b/0x1e0", "kthread+0x116/0x130"], comm: "kcompactd0"));
        Assert.NotEqual("shieldhook", result.Verdict.Culprit.Module);
    }

    [Fact]
    public void ACpuThatWaitsForAnotherOneIsAVictim()
    {
        string waiter = Lockup("smp_call_function_many_cond+0x22c/0x290", ["on_each_cpu_cond_mask+0x2a/0x40", "flush_tlb_mm_range+0xb5/0x110", "shield_remap+0x30/0x80 [shieldhook]", "do_syscall_64+0x5b/0x1a0"], cpu: 0, comm: "java", pid: 99);
        DiagnosisResult alone = Logs.Diagnose(waiter);
        Assert.NotEqual(CulpritKind.Module, alone.Verdict.Culprit.Kind);

        // The cause is reported later, by itself, on another CPU.
        DiagnosisResult both = Logs.Diagnose(waiter + Lockup("crunch+0x20/0x80 [slowdrv]", ["slow_ioctl+0x77/0x90 [slowdrv]", "do_vfs_ioctl+0xa4/0x640", "do_syscall_64+0x5b/0x1a0"], modules: "slowdrv(OE) shieldhook(OE) xfs", cpu: 5, comm: "tool", pid: 100, time: "2009.000000"));
        Assert.Equal(("slowdrv", "crunch"), (both.Verdict.Culprit.Module, both.Verdict.Culprit.Function));
        Assert.Contains(both.Incidents.Single().Effects, e => e.Relation == "waits-for-cpu");
    }

    [Fact]
    public void AnIdleCpuWasNotRun()
    {
        DiagnosisResult result = Logs.Diagnose(
            Lockup("native_safe_halt+0xe/0x10", ["default_idle+0xa/0x10", "default_idle_call+0x40/0xf0", "do_idle+0x1f4/0x260", "cpu_startup_entry+0x6f/0x80", "start_secondary+0x187/0x1e0"], comm: "swapper/2", pid: 0, seconds: "300", hardware: "VMware, Inc. VMware7,1/440BX Desktop Reference Platform"));
        Assert.Equal(CulpritKind.Hardware, result.Verdict.Culprit.Kind);
        Assert.Contains(result.RuledOut, r => r is { Id: "starved-vm", Seen: true });
    }

    [Fact]
    public void AWaiterForSomeoneElsesGracePeriodIsNotTheCulprit()
    {
        string log = string.Join('\n',
        [
            "[ 900.000000] INFO: task agentd:55 blocked for more than 120 seconds.",
            "[ 900.000001]       Tainted: G           OE    --------- -  - 4.18.0-348.el8.x86_64 #1",
            "[ 900.000002] \"echo 0 > /proc/sys/kernel/hung_task_timeout_secs\" disables this message.",
            "[ 900.000003] agentd          D    0    55      1 0x80000080",
            "[ 900.000004] Call Trace:",
            .. ((string[])["__schedule+0x2bd/0x760", "schedule+0x37/0xa0", "schedule_timeout+0x20d/0x310", "wait_for_completion+0x96/0x100", "__wait_rcu_gp+0x10d/0x110", "synchronize_rcu+0x53/0x60", "shield_unhook+0x55/0x90 [shieldhook]", "do_syscall_64+0x5b/0x1a0"]).Select(f => $"[ 900.000005]  {f}"),
            string.Empty,
        ]);
        DiagnosisResult result = Logs.Diagnose(log);
        Assert.Equal(CulpritKind.Unknown, result.Verdict.Culprit.Kind);
    }

    [Fact]
    public void StorageErrorsBeforeHungTasks()
    {
        string log = "[ 800.000000] blk_update_request: I/O error, dev sdb, sector 123456 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 0\n" + string.Join('\n',
        [
            "[ 1000.000000] INFO: task mysqld:55 blocked for more than 120 seconds.",
            "[ 1000.000001]       Tainted: G           OE    --------- -  - 4.18.0-348.el8.x86_64 #1",
            "[ 1000.000002] \"echo 0 > /proc/sys/kernel/hung_task_timeout_secs\" disables this message.",
            "[ 1000.000003] mysqld          D    0    55      1 0x80000080",
            "[ 1000.000004] Call Trace:",
            .. ((string[])["__schedule+0x2bd/0x760", "schedule+0x37/0xa0", "io_schedule+0x12/0x40", "wait_on_page_bit+0x137/0x230", "__filemap_fdatawait_range+0x82/0xf0", "file_write_and_wait_range+0xa5/0xd0", "ext4_sync_file+0xa0/0x360 [ext4]", "do_fsync+0x38/0x60", "do_syscall_64+0x5b/0x1a0"]).Select(f => $"[ 1000.000005]  {f}"),
            string.Empty,
        ]);
        DiagnosisResult result = Logs.Diagnose(log);
        Assert.NotEqual(CulpritKind.Module, result.Verdict.Culprit.Kind);
        Assert.Equal(FailureClass.IoStall, result.Verdict.Class);
    }
}
