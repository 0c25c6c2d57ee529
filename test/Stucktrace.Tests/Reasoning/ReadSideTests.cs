using Stucktrace.Attribution;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reasoning;

/// <summary>Kernels that preempt a looping task inside its read-side section print no lockup: only a stall report names the task.</summary>
public class ReadSideTests
{
    static string Stall(params string[] frames) =>
        """
        [   41.100001] rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:
        [   41.100100] rcu: 	Tasks blocked on level-0 rcu_node (CPUs 0-1): P154/1:b..l
        [   41.100200] rcu: 	(detected by 0, t=3752 jiffies, g=1225, q=120 ncpus=2)
        [   41.100300] task:worker          state:R  running task     stack:0     pid:154   tgid:152   ppid:1      task_flags:0x400040 flags:0x00004000
        [   41.100400] Call Trace:
        [   41.100500]  <TASK>

        """ + string.Concat(frames.Select(f => $"[   41.100600]  {f}\n")) + """
        [   41.100730]  </TASK>
        [   61.900001] INFO: task crond:125 blocked for more than 20 seconds.
        [   61.900101]       Tainted: G           OE       7.0.4-amd64 #1 Debian 7.0.4-1
        [   61.900301] "echo 0 > /proc/sys/kernel/hung_task_timeout_secs" disables this message.
        [   61.900401] task:crond           state:D stack:0     pid:125   tgid:125   ppid:1      task_flags:0x400000 flags:0x00080000
        [   61.900501] Call Trace:
        [   61.900601]  <TASK>
        [   61.900701]  __schedule+0x3f0/0xd20
        [   61.900801]  schedule+0x27/0xf0
        [   61.901101]  __wait_rcu_gp+0x12b/0x140
        [   61.901201]  synchronize_rcu_normal+0x71/0xc0
        [   61.901301]  __x64_sys_membarrier+0xc3/0x200
        [   61.901601]  </TASK>

        """;

    [Fact]
    public void APreemptedLoopOfAModuleIsTheCause()
    {
        DiagnosisResult result = Logs.Diagnose(Stall(
            "__schedule+0x3f0/0xd20", "preempt_schedule_irq+0x35/0x60", "raw_irqentry_exit_cond_resched+0x2f/0x40", "asm_sysvec_apic_timer_interrupt+0x1a/0x20",
            "RIP: 0010:find_victim+0x21/0x80 [agent_mod]", "RSP: 0018:ffffd19200443e58 EFLAGS: 00000287", "hook_kill+0x67/0x88 [agent_mod]", "do_syscall_64+0x5d/0xb0"));
        Assert.Equal(new Culprit(CulpritKind.Module, "agent_mod", "find_victim", 0x21), result.Verdict.Culprit);
        Assert.Equal(Confidence.Possible, result.Verdict.Confidence);
        Assert.Equal("waits-for-grace-period", Assert.Single(result.Incidents.Single().Effects).Relation);
    }

    [Fact]
    public void ATaskThatSleepsThereAccusesNobody()
    {
        DiagnosisResult result = Logs.Diagnose(Stall("__schedule+0x3f0/0xd20", "schedule+0x27/0xf0", "schedule_timeout+0xbd/0x100", "agent_wait+0x67/0x88 [agent_mod]", "do_syscall_64+0x5d/0xb0"));
        Assert.NotEqual(CulpritKind.Module, result.Verdict.Culprit.Kind);
    }

    // One sample of a task that was preempted there is thin evidence; the module's code shows that the loop there cannot end.
    [Fact]
    public void TheModulesLoopIsASecondPieceOfEvidence()
    {
        string folder = Directory.CreateTempSubdirectory("stucktrace-test-").FullName;
        try
        {
            string log = Path.Combine(folder, "log"), module = Checkout.Shared("lab", "ko", "dirpro_rcu.ko");
            File.WriteAllText(log, Stall(
                "__schedule+0x3f0/0xd20", "preempt_schedule_irq+0x35/0x60", "asm_sysvec_apic_timer_interrupt+0x16/0x20", "RIP: 0010:get_process_name+0x26/0x80 [dirpro_rcu]",
                "RSP: 0018:ffffd19200443e58 EFLAGS: 00000287", "new_sys_kill+0x67/0x88 [dirpro_rcu]", "do_syscall_64+0x5d/0xb0").Replace("7.0.4-amd64 #1 Debian 7.0.4-1", "6.1.0-56-amd64 #1 Debian 6.1.192-2", StringComparison.Ordinal));
            Verdict alone = Diagnosis.Run([log], new DiagnosisOptions()).Verdict, both = Diagnosis.Run([log, module], new DiagnosisOptions()).Verdict;
            Assert.Equal((FailureClass.EndlessLoop, Confidence.Possible), (alone.Class, alone.Confidence));
            Assert.Equal((FailureClass.EndlessListWalk, Confidence.Likely), (both.Class, both.Confidence));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
