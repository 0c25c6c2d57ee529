using Stucktrace.Incidents;
using Stucktrace.Incidents.Recognition;

namespace Stucktrace.Tests;

/// <summary>Header wordings of all eras, and what must not be taken for one.</summary>
public class RecognitionTests
{
    [Theory]
    // 2.6.18 (EL5), 2.6.32 (EL6), 3.10 (EL7), 4.18 (EL8) and later
    [InlineData("BUG: soft lockup - CPU#0 stuck for 10s! [swapper:0]", ReportKind.SoftLockup, "BUG: soft lockup")]
    [InlineData("BUG: soft lockup detected on CPU#3!", ReportKind.SoftLockup, "BUG: soft lockup")]
    [InlineData("NMI watchdog: BUG: soft lockup - CPU#7 stuck for 22s! [kworker/7:1:4711]", ReportKind.SoftLockup, "BUG: soft lockup")]
    [InlineData("watchdog: BUG: soft lockup - CPU#7 stuck for 22s! [a] b:12:4711]", ReportKind.SoftLockup, "BUG: soft lockup")]
    [InlineData("NMI watchdog: Watchdog detected hard LOCKUP on cpu 12", ReportKind.HardLockup, "BUG: hard lockup")]
    [InlineData("watchdog: CPU3: Watchdog detected hard LOCKUP on cpu 3", ReportKind.HardLockup, "BUG: hard lockup")]
    [InlineData("NMI Watchdog detected LOCKUP on CPU 2", ReportKind.HardLockup, "BUG: hard lockup")]
    [InlineData("watchdog: CPU 4 self-detected hard LOCKUP @ _raw_spin_lock+0x2c/0x60", ReportKind.HardLockup, "BUG: hard lockup")]
    [InlineData("INFO: task jbd2/dm-0-8:612 blocked for more than 120 seconds.", ReportKind.HungTask, "INFO: task hung")]
    [InlineData("INFO: task dd:99 blocked in I/O wait for more than 122 seconds.", ReportKind.HungTask, "INFO: task hung")]
    [InlineData("INFO: task syz.1.2:99 can't die for more than 143 seconds.", ReportKind.HungTask, "INFO: task can't die")]
    [InlineData("INFO: RCU detected CPU 1 stall (t=10000 jiffies)", ReportKind.RcuStall, "INFO: rcu detected stall")]
    [InlineData("INFO: RCU detected CPU stalls: 1 P123 (detected by 0, t=2502 jiffies)", ReportKind.RcuStall, "INFO: rcu detected stall")]
    [InlineData("INFO: rcu_sched_state detected stall on CPU 0 (t=15000 jiffies)", ReportKind.RcuStall, "INFO: rcu detected stall")]
    [InlineData("INFO: rcu_sched detected stalls on CPUs/tasks: { 2} (detected by 7, t=15002 jiffies)", ReportKind.RcuStall, "INFO: rcu detected stall")]
    [InlineData("rcu: INFO: rcu_preempt self-detected stall on CPU", ReportKind.RcuStall, "INFO: rcu detected stall")]
    [InlineData("rcu: INFO: rcu_preempt detected expedited stalls on CPUs/tasks: { 0-... } 6 jiffies s: 85 root: 0x1/.", ReportKind.RcuStall, "INFO: rcu detected stall")]
    [InlineData("INFO: rcu_tasks detected stalls on tasks:", ReportKind.RcuStall, "INFO: rcu detected stall")]
    [InlineData("BUG: workqueue lockup - pool cpus=0 node=0 flags=0x0 nice=0 stuck for 34s!", ReportKind.WorkqueueLockup, "BUG: workqueue lockup")]
    // faults of every architecture
    [InlineData("BUG: unable to handle kernel NULL pointer dereference at 0000000000000008", ReportKind.NullDereference, "BUG: unable to handle kernel NULL pointer dereference")]
    [InlineData("BUG: kernel NULL pointer dereference, address: 0000000000000008", ReportKind.NullDereference, "BUG: unable to handle kernel NULL pointer dereference")]
    [InlineData("Unable to handle kernel NULL pointer dereference at virtual address 00000010", ReportKind.NullDereference, "BUG: unable to handle kernel NULL pointer dereference")]
    [InlineData("BUG: Kernel NULL pointer dereference on read at 0x00000000", ReportKind.NullDereference, "BUG: unable to handle kernel NULL pointer dereference")]
    [InlineData("BUG: unable to handle page fault for address: ffffc90000a00000", ReportKind.BadAccess, "BUG: unable to handle kernel paging request")]
    [InlineData("BUG: Unable to handle kernel data access at 0xc0000000deadbeef", ReportKind.BadAccess, "BUG: unable to handle kernel paging request")]
    [InlineData("Unable to handle kernel pointer dereference in virtual kernel address space", ReportKind.BadAccess, "BUG: unable to handle kernel paging request")]
    [InlineData("CPU 1 Unable to handle kernel paging request at virtual address 00000004, epc == 80123456, ra == 80123400", ReportKind.BadAccess, "BUG: unable to handle kernel paging request")]
    [InlineData("general protection fault: 0000 [#1] SMP", ReportKind.GeneralProtection, "general protection fault")]
    [InlineData("Oops: general protection fault, probably for non-canonical address 0xdead000000000202: 0000 [#1] PREEMPT SMP", ReportKind.GeneralProtection, "general protection fault")]
    [InlineData("divide error: 0000 [#1] SMP", ReportKind.DivideError, "divide error")]
    [InlineData("Oops: divide_error: 0000 [#1] SMP", ReportKind.DivideError, "divide error")]
    [InlineData("PANIC: double fault, error_code: 0x0", ReportKind.DoubleFault, "PANIC: double fault")]
    [InlineData("BUG: TASK stack guard page was hit at 00000000f5d4ac3f (stack is 000000008c4b2cf6..00000000ad1f3c5a)", ReportKind.StackOverflow, "BUG: stack guard page was hit")]
    [InlineData("kernel BUG at mm/slub.c:4321!", ReportKind.Bug, "kernel BUG")]
    [InlineData("kernel BUG at lib/list_debug.c:51!", ReportKind.ListCorruption, "BUG: corrupted list")]
    [InlineData("kernel BUG at mm/usercopy.c:99!", ReportKind.MemoryCorruption, "BUG: bad usercopy")]
    [InlineData("Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000009", ReportKind.Panic, "kernel panic: Attempted to kill init!")]
    // WARN() of three eras, and checks with names of their own
    [InlineData("WARNING: at fs/inode.c:280 inode_sub_bytes+0x4c/0x50()", ReportKind.Warning, "WARNING in inode_sub_bytes")]
    [InlineData("WARNING: CPU: 3 PID: 99 at fs/foo.c:12 foo_bar+0x1/0x20 [foo]", ReportKind.Warning, "WARNING in foo_bar")]
    [InlineData("WARNING: fs/foo.c:12 at foo_bar+0x1/0x20 [foo], CPU#3: cat/99", ReportKind.Warning, "WARNING in foo_bar")]
    [InlineData("WARNING: CPU: 1 PID: 2 at lib/refcount.c:28 refcount_warn_saturate+0x1/0x2", ReportKind.Refcount, "WARNING: refcount bug")]
    [InlineData("BUG: scheduling while atomic: swapper/0/0/0x00000100", ReportKind.SchedulingWhileAtomic, "BUG: scheduling while atomic")]
    [InlineData("BUG: sleeping function called from invalid context at mm/slab.h:421", ReportKind.SleepInAtomic, "BUG: sleeping function called from invalid context")]
    [InlineData("[ INFO: possible recursive locking detected ]", ReportKind.Lockdep, "possible deadlock")]
    [InlineData("WARNING: possible circular locking dependency detected", ReportKind.Lockdep, "possible deadlock")]
    [InlineData("WARNING: suspicious RCU usage", ReportKind.SuspiciousRcu, "WARNING: suspicious RCU usage")]
    [InlineData("BUG: KFENCE: use-after-free read in foo+0x1/0x2", ReportKind.Kfence, "KFENCE: use-after-free read in foo")]
    [InlineData("BUG: KCSAN: data-race in foo / bar", ReportKind.Kcsan, "KCSAN: data-race in foo")]
    [InlineData("UBSAN: shift-out-of-bounds in fs/foo.c:3:4", ReportKind.Ubsan, "UBSAN: shift-out-of-bounds")]
    [InlineData("unreferenced object 0xffff8881 (size 64):", ReportKind.MemoryLeak, "memory leak")]
    [InlineData("BUG: Bad page state in process kswapd0  pfn:12345", ReportKind.BadPage, "BUG: Bad page state")]
    // memory, hardware, storage, network
    [InlineData("java invoked oom-killer: gfp_mask=0x201da, order=0, oom_score_adj=0", ReportKind.Oom, "java invoked oom-killer")]
    [InlineData("mce: [Hardware Error]: Machine check events logged", ReportKind.MachineCheck, "machine check events logged")]
    [InlineData("{1}[Hardware Error]: Hardware error from APEI Generic Hardware Error Source: 0", ReportKind.MachineCheck, "hardware error reported by firmware")]
    [InlineData("blk_update_request: I/O error, dev sda, sector 12345 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 0", ReportKind.IoError, "I/O error on sda")]
    [InlineData("end_request: I/O error, dev sdb, sector 0", ReportKind.IoError, "I/O error on sdb")]
    [InlineData("sd 2:0:0:0: rejecting I/O to offline device", ReportKind.IoError, "I/O to offline device")]
    [InlineData("nvme nvme0: I/O 12 QID 3 timeout, aborting", ReportKind.IoError, "NVMe timeout on nvme0")]
    [InlineData("nfs: server nas1 not responding, still trying", ReportKind.IoError, "nfs: server not responding")]
    [InlineData("NETDEV WATCHDOG: eth0 (e1000e): transmit queue 0 timed out", ReportKind.NetWatchdog, "NETDEV WATCHDOG: transmit queue timed out")]
    public void RecognisesTheWording(string header, ReportKind kind, string title)
    {
        Report report = Assert.Single(CorpusRun.ReportsOfText("[    5.000000] usb 1-1: chatter\n[  100.000000] " + header + "\n"));
        Assert.Equal((kind, title), (report.Kind, report.Title));
        Assert.Equal(2, report.FirstLine);
    }

    [Theory]
    [InlineData("DEBUG: soft something happened")]
    [InlineData("INFO: NMI handler (perf_event_nmi_handler) took too long to run: 2.277 msecs")]
    [InlineData("INFO: lockdep is turned off.")]
    [InlineData("WARNING: /etc/ssh/moduli does not exist, using fixed modulus")]
    [InlineData("traps: a.out[123] general protection fault ip:55d0 sp:7ffd error:0 in a.out[55d0+1000]")]
    [InlineData("a.out[123]: segfault at 0 ip 000055d0 sp 00007ffd error 4 in a.out[55d0+1000]")]
    [InlineData("blk_update_request: I/O error, dev loop0, sector 0")]
    [InlineData("ODEBUG: Out of memory. ODEBUG disabled")]
    public void TakesNoLookAlikeForAReport(string line) => Assert.Empty(CorpusRun.ReportsOfText($"[  100.000000] {line}\n"));

    [Fact]
    public void EveryWordingHoldsItsMarker()
    {
        foreach (HeaderRule rule in HeaderTable.All)
        {
            if (HeaderMarkers.Of(rule.Wording) is not { } marker)
                continue;
            Assert.True(marker.Length >= 4, $"'{marker}' of '{rule.Wording}' is too short");
            Assert.Contains(marker, HeaderMarkers.All);
        }
    }

    [Fact]
    public void ReadsTheTaskWhoseNameHoldsColons()
    {
        Report report = Assert.Single(CorpusRun.ReportsOfText("[  100.000000] INFO: task kworker/u8:0:5 blocked for more than 120 seconds.\n"));
        Assert.Equal(("kworker/u8:0", 5, 120), (report.Comm, report.Pid, report.Seconds));
    }
}
