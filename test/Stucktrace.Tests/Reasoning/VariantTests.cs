using Stucktrace.Attribution;

namespace Stucktrace.Tests.Reasoning;

/// <summary>Other logs of the same kinds, with other names, kernels and formats: the rules are about kinds of failure, not about one module.</summary>
public class VariantTests
{
    const string El7Lockup = """
        [ 1000.000000] NMI watchdog: BUG: soft lockup - CPU#3 stuck for 22s! [backupd:4711]
        [ 1000.000001] Modules linked in: snapdrv(POE) xfs(E) libcrc32c ip_tables sd_mod crc_t10dif ahci libahci libata dm_mod
        [ 1000.000002] CPU: 3 PID: 4711 Comm: backupd Kdump: loaded Tainted: P           OE  ------------   3.10.0-1160.el7.x86_64 #1
        [ 1000.000003] Hardware name: Dell Inc. PowerEdge R640/0H28RR, BIOS 2.10.2 02/24/2021
        [ 1000.000004] task: ffff9c1e7a3b1070 ti: ffff9c1e5b400000 task.ti: ffff9c1e5b400000
        [ 1000.000005] RIP: 0010:[<ffffffffc0a51234>]  [<ffffffffc0a51234>] snap_find_range+0x34/0x90 [snapdrv]
        [ 1000.000006] RSP: 0018:ffff9c1e5b403d28  EFLAGS: 00000246
        [ 1000.000007] RAX: 0000000000000000 RBX: 0000000000000001 RCX: 0000000000000000
        [ 1000.000008] Call Trace:
        [ 1000.000009]  [<ffffffffc0a51456>] snap_ioctl+0x56/0x200 [snapdrv]
        [ 1000.000010]  [<ffffffff8a25d2a0>] do_vfs_ioctl+0x3a0/0x5b0
        [ 1000.000011]  [<ffffffff8a25d551>] SyS_ioctl+0xa1/0xc0
        [ 1000.000012]  [<ffffffff8a793f92>] system_call_fastpath+0x25/0x2a

        """;

    static string Hung(string time, string comm, int pid, params string[] frames) =>
        $"[{time}] INFO: task {comm}:{pid} blocked for more than 120 seconds.\n[{time}] \"echo 0 > /proc/sys/kernel/hung_task_timeout_secs\" disables this message.\n[{time}] {comm,-15} D ffff9c1e7f8a1070     0 {pid}      1 0x00000080\n[{time}] Call Trace:\n"
        + string.Concat(frames.Select(f => $"[{time}]  [<ffffffff8a001234>] {f}\n"));

    static readonly string[] Rcu = ["__schedule+0x448/0x9c0", "schedule+0x29/0x70", "schedule_timeout+0x221/0x2d0", "wait_for_completion+0xfd/0x140", "wait_rcu_gp+0x5e/0x80", "synchronize_sched+0x3b/0x60", "SyS_membarrier+0x2b/0x40", "system_call_fastpath+0x25/0x2a"];
    static readonly string[] Work = ["__schedule+0x448/0x9c0", "schedule+0x29/0x70", "schedule_timeout+0x221/0x2d0", "wait_for_completion+0xfd/0x140", "flush_work+0x5e/0x80", "schedule_on_each_cpu+0x9b/0xe0", "lru_add_drain_all+0x15/0x20", "SyS_mlockall+0xd2/0x1a0", "system_call_fastpath+0x25/0x2a"];

    [Fact]
    public void AModuleOnEnterpriseLinux7WithItsVictims()
    {
        DiagnosisResult result = Logs.Diagnose(El7Lockup + Hung(" 1150.000000", "sshd", 900, Rcu) + Hung(" 1151.000000", "tuned", 901, Work));
        Assert.Equal(new Culprit(CulpritKind.Module, "snapdrv", "snap_find_range", 0x34), result.Verdict.Culprit);
        Assert.Equal(FailureClass.EndlessLoop, result.Verdict.Class);
        Assert.Equal(["waits-for-grace-period", "waits-for-cpu"], result.Incidents.Single().Effects.Select(e => e.Relation));

        // 22 of the detector's seconds are 24 real ones on this kernel.
        Assert.Equal(976_000_000, result.Incidents[0].Start.Monotonic);
        Assert.Contains("hung_task_warnings = -1", string.Join('\n', result.Advice.Select(a => a.Commands)), StringComparison.Ordinal);
    }

    [Fact]
    public void AVictimFromBeforeTheCpuStoppedIsNotBlamedOnIt()
    {
        DiagnosisResult result = Logs.Diagnose(Hung("  500.000000", "oldtask", 77, Rcu) + El7Lockup);
        Assert.DoesNotContain(result.Incidents.SelectMany(i => i.Effects), e => result.Reports.First(r => r.Id == e.Report).Comm == "oldtask");
    }

    [Fact]
    public void UnderPreemptibleRcuNothingIsClaimedWithoutAWord()
    {
        string log = El7Lockup.Replace("3.10.0-1160.el7.x86_64", "6.1.0-20-amd64", StringComparison.Ordinal).Replace("NMI watchdog: ", "watchdog: ", StringComparison.Ordinal)
            + Hung(" 1150.000000", "sshd", 900, "__schedule+0x34d/0xa00", "schedule+0x5a/0xd0", "schedule_timeout+0x11a/0x150", "__wait_for_common+0x94/0x1e0", "__wait_rcu_gp+0x12b/0x140", "synchronize_rcu+0x71/0xb0", "do_syscall_64+0x5d/0xb0");
        DiagnosisResult result = Logs.Diagnose(log);
        Assert.DoesNotContain(result.Incidents.SelectMany(i => i.Effects), e => e.Relation == "waits-for-grace-period");
        Assert.Contains("Nothing in the log says that CPU 3 holds it up", result.Claims("ST1308"), StringComparison.Ordinal);
    }

    [Fact]
    public void RepeatsOnOldKernelsAreOneStallWhoseNumbersAreNotAddedUp()
    {
        string again = El7Lockup.Replace("[ 10", "[ 11", StringComparison.Ordinal).Replace("[ 1100.", "[ 1028.", StringComparison.Ordinal);
        DiagnosisResult result = Logs.Diagnose(El7Lockup + again);
        Assert.Single(result.Incidents);
        Assert.Equal("r1", result.Reports[1].SameAs);
        Assert.Contains("one stall of about 52 s", result.Claims("ST1009"), StringComparison.Ordinal);
    }

    [Fact]
    public void AnAntivirusThatDoesNotAnswerIsNoModulesFault()
    {
        string[] frames = ["__schedule+0x448/0x9c0", "schedule+0x29/0x70", "fanotify_get_response+0x9e/0x120", "fanotify_handle_event+0x1b6/0x2a0", "fsnotify+0x2a5/0x560", "security_file_open+0x3a/0x80", "do_dentry_open+0x7a/0x310", "vfs_open+0x5a/0xb0", "do_last+0x1f6/0x12d0", "path_openat+0xcd/0x5a0", "do_filp_open+0x4d/0xb0", "do_sys_open+0x124/0x220", "SyS_open+0x1e/0x20", "system_call_fastpath+0x25/0x2a"];
        DiagnosisResult result = Logs.Diagnose(Hung(" 900.000000", "nginx", 10, frames) + Hung(" 900.100000", "bash", 11, frames));
        Assert.Equal(CulpritKind.Userspace, result.Verdict.Culprit.Kind);
        Assert.Contains("no module is to blame", result.English(), StringComparison.Ordinal);
        Assert.Single(result.Incidents);
    }

    [Fact]
    public void AMutexOfAModuleThatNobodyLetsGo()
    {
        string[] frames = ["__schedule+0x448/0x9c0", "schedule+0x29/0x70", "schedule_preempt_disabled+0x29/0x70", "__mutex_lock_slowpath+0xc7/0x1d0", "mutex_lock+0x1f/0x2f", "agent_scan+0x22/0x140 [edragent]", "agent_open+0x80/0x1a0 [edragent]", "system_call_fastpath+0x25/0x2a"];
        DiagnosisResult result = Logs.Diagnose(Hung(" 900.000000", "nginx", 10, frames) + Hung(" 900.100000", "bash", 11, frames));
        Assert.Equal((FailureClass.MutexDeadlock, "edragent", "agent_scan"), (result.Verdict.Class, result.Verdict.Culprit.Module, result.Verdict.Culprit.Function));
        Assert.Null(result.Incidents.Single().Cause);
    }

    [Fact]
    public void ALockHolderThatWaitsItselfForTheStuckCpuExplainsItsWaiters()
    {
        string[] holder = ["__schedule+0x448/0x9c0", "schedule+0x29/0x70", "schedule_timeout+0x221/0x2d0", "wait_for_completion+0xfd/0x140", "wait_rcu_gp+0x5e/0x80", "synchronize_sched+0x3b/0x60", "conf_reload+0x60/0x90", "system_call_fastpath+0x25/0x2a"];
        string[] waiter = ["__schedule+0x448/0x9c0", "schedule+0x29/0x70", "__mutex_lock_slowpath+0xc7/0x1d0", "mutex_lock+0x1f/0x2f", "conf_reload+0x20/0x90", "system_call_fastpath+0x25/0x2a"];
        DiagnosisResult result = Logs.Diagnose(El7Lockup + Hung(" 1150.000000", "reload-a", 900, holder) + Hung(" 1151.000000", "reload-b", 901, waiter));
        Assert.Equal(["waits-for-grace-period", "waits-for-lock"], result.Incidents.Single().Effects.Select(e => e.Relation));
        Assert.Equal("snapdrv", result.Verdict.Culprit.Module);
    }

    [Fact]
    public void ThePanicThatASoftLockupAskedForBelongsToIt()
    {
        DiagnosisResult result = Logs.Diagnose(El7Lockup + "[ 1000.100000] Kernel panic - not syncing: softlockup: hung tasks\n[ 1000.100001] CPU: 3 PID: 4711 Comm: backupd Tainted: P           OEL ------------   3.10.0-1160.el7.x86_64 #1\n[ 1000.100002] Call Trace:\n[ 1000.100003]  <IRQ>  [<ffffffff8a781340>] dump_stack+0x19/0x1b\n[ 1000.100004]  [<ffffffff8a77a957>] panic+0xe8/0x21f\n");
        Assert.Contains(result.Incidents.Single().Effects, e => e.Relation == "caused-panic");
        Assert.Equal("snapdrv", result.Verdict.Culprit.Module);
        Assert.NotEmpty(result.Claims("ST1603"));
    }
}
