using Stucktrace.Attribution;

namespace Stucktrace.Tests.Reasoning;

/// <summary>
/// From the lab's case abba on 6.1: one CPU's header in the middle of the other one's report, and a stall whose backtrace caught a spinning CPU in a timer
/// interrupt. Registers and leftovers of the stacks are left out.
/// </summary>
public class InterruptedSpinnerTests
{
    const string Log = """
        [   17.939142] watchdog: BUG: soft lockup - CPU#2 stuck for 13s! [trigger:95]
        [   17.939486] Modules linked in: abba(OE) qemu_fw_cfg
        [   17.939768] CPU: 2 PID: 95 Comm: trigger Tainted: G           OE      6.1.0-56-amd64 #1  Debian 6.1.192-2
        [   17.940178] RIP: 0010:native_queued_spin_lock_slowpath+0x30/0x2a0
        [   17.940801] RSP: 0018:ffffd4de402f7e78 EFLAGS: 00000202
        [   17.941288] watchdog: BUG: soft lockup - CPU#1 stuck for 13s! [trigger:94]
        [   17.943034] Call Trace:
        [   17.943034]  <TASK>
        [   17.943034]  _raw_spin_lock+0x25/0x30
        [   17.943034]  replay_journal+0x33/0x60 [abba]
        [   17.943034]  lab_ioctl+0x1a/0x21 [abba]
        [   17.943034]  __x64_sys_ioctl+0x90/0xd0
        [   17.943034]  do_syscall_64+0x5d/0xb0
        [   17.943034]  entry_SYSCALL_64_after_hwframe+0x6e/0xd8
        [   17.943034]  </TASK>
        [   17.945269] Modules linked in: abba(OE) qemu_fw_cfg
        [   17.945269] CPU: 1 PID: 94 Comm: trigger Tainted: G           OEL     6.1.0-56-amd64 #1  Debian 6.1.192-2
        [   17.945269] RIP: 0010:native_queued_spin_lock_slowpath+0x30/0x2a0
        [   17.945269] RSP: 0018:ffffd4de402cfd18 EFLAGS: 00000202
        [   17.945269] Call Trace:
        [   17.945269]  <TASK>
        [   17.945269]  _raw_spin_lock+0x25/0x30
        [   17.945269]  post_entry+0x33/0x60 [abba]
        [   17.945269]  lab_ioctl+0xe/0x21 [abba]
        [   17.945269]  __x64_sys_ioctl+0x90/0xd0
        [   17.945269]  do_syscall_64+0x5d/0xb0
        [   17.945269]  entry_SYSCALL_64_after_hwframe+0x6e/0xd8
        [   17.971014]  </TASK>
        [   19.213591] rcu: INFO: rcu_preempt self-detected stall on CPU
        [   19.213652] rcu: 	2-....: (2741 ticks this GP) idle=25cc/1/0x4000000000000000 softirq=82/82 fqs=1723
        [   19.213652] 	(t=3750 jiffies g=-971 q=6 ncpus=3)
        [   19.213652] Sending NMI from CPU 2 to CPUs 1:
        [   19.218754] NMI backtrace for cpu 1
        [   19.218754] CPU: 1 PID: 94 Comm: trigger Tainted: G           OEL     6.1.0-56-amd64 #1  Debian 6.1.192-2
        [   19.218754] RIP: 0010:read_hpet+0x91/0xf0
        [   19.218754] RSP: 0018:ffffd4de400d8f40 EFLAGS: 00000046
        [   19.218754] Call Trace:
        [   19.218754]  <IRQ>
        [   19.218754]  ktime_get+0x3b/0xa0
        [   19.218754]  clockevents_program_event+0x55/0x100
        [   19.218754]  hrtimer_interrupt+0x11d/0x210
        [   19.218754]  __sysvec_apic_timer_interrupt+0x5d/0x110
        [   19.218754]  sysvec_apic_timer_interrupt+0x69/0x90
        [   19.218754]  </IRQ>
        [   19.218754]  <TASK>
        [   19.218754]  asm_sysvec_apic_timer_interrupt+0x16/0x20
        [   19.218754] RIP: 0010:native_queued_spin_lock_slowpath+0x30/0x2a0
        [   19.218754] RSP: 0018:ffffd4de402cfd18 EFLAGS: 00000202
        [   19.218754]  _raw_spin_lock+0x25/0x30
        [   19.218754]  post_entry+0x33/0x60 [abba]
        [   19.218754]  lab_ioctl+0xe/0x21 [abba]
        [   19.218754]  __x64_sys_ioctl+0x90/0xd0
        [   19.218754]  do_syscall_64+0x5d/0xb0
        [   19.218754]  entry_SYSCALL_64_after_hwframe+0x6e/0xd8
        [   19.218754]  </TASK>
        [   19.218754] INFO: NMI handler (nmi_cpu_backtrace_handler) took too long to run: 4.572 msecs
        [   19.213652] CPU: 2 PID: 95 Comm: trigger Tainted: G           OEL     6.1.0-56-amd64 #1  Debian 6.1.192-2
        [   19.213652] RIP: 0010:native_queued_spin_lock_slowpath+0x30/0x2a0
        [   19.213652] RSP: 0018:ffffd4de402f7e78 EFLAGS: 00000202
        [   19.213652] Call Trace:
        [   19.213652]  <TASK>
        [   19.213652]  _raw_spin_lock+0x25/0x30
        [   19.213652]  replay_journal+0x33/0x60 [abba]
        [   19.213652]  lab_ioctl+0x1a/0x21 [abba]
        [   19.213652]  __x64_sys_ioctl+0x90/0xd0
        [   19.213652]  do_syscall_64+0x5d/0xb0
        [   19.213652]  entry_SYSCALL_64_after_hwframe+0x6e/0xd8
        [   19.213652]  </TASK>

        """;

    [Fact]
    public void ACpuThatATimerInterruptedWhileItSpinsStillSpins()
    {
        DiagnosisResult result = Logs.Diagnose(Log);
        Assert.Equal(FailureClass.SpinlockDeadlock, result.Verdict.Class);
        Assert.Contains(result.Incidents.Single().Effects, e => e.Relation == "deadlocked-with");
        Assert.DoesNotContain(result.Incidents.Single().Effects, e => e.Relation == "waits-for-lock");
        string summary = result.English();
        Assert.Contains("post_entry", summary, StringComparison.Ordinal);
        Assert.Contains("replay_journal", summary, StringComparison.Ordinal);
    }
}
