using Stucktrace.Attribution;
using Stucktrace.Reporting;
using Stucktrace.Tests.Reasoning;

namespace Stucktrace.Tests.ModuleEvidence;

/// <summary>A function that ends with a jump into the kernel stands in no frame; the module's code still tells that it was the one, where there is no other way out.</summary>
public class TailExitTests
{
    const string Log = """
        [    7.526671] BUG: kernel NULL pointer dereference, address: 0000000000000cb4
        [    7.527100] #PF: supervisor write access in kernel mode
        [    7.527200] Oops: 0002 [#1] PREEMPT SMP NOPTI
        [    7.527300] CPU: 1 PID: 95 Comm: worker Tainted: G           OE      6.1.0-56-amd64 #1  Debian 6.1.192-2
        [    7.528630] RIP: 0010:_raw_spin_lock_irqsave+0x23/0x50
        [    7.529431] RSP: 0018:ffffcfef802f7c90 EFLAGS: 00000046
        [    7.529631] RAX: 0000000000000000 RBX: 0000000000000207 RCX: 000000000000004d
        [    7.529631] RDX: 0000000000000001 RSI: 0000000000000003 RDI: 0000000000000cb4
        [    7.529631] Call Trace:
        [    7.529631]  <TASK>
        [    7.529631]  try_to_wake_up+0x53/0x540
        [    7.529631]  enter+0x6/0x8 [dirpro]
        [    7.529631]  __x64_sys_ioctl+0x90/0xd0
        [    7.529631]  do_syscall_64+0x5d/0xb0
        [    7.529631]  entry_SYSCALL_64_after_hwframe+0x6e/0xd8
        [    7.529631]  </TASK>
        [    7.529631] Modules linked in: dirpro(OE)
        [    7.529631] ---[ end trace 0000000000000000 ]---

        """;

    [Theory]
    [InlineData("gcc")]
    [InlineData("clang")]
    public void TheOnlyJumpOutNamesTheFunction(string compiler)
    {
        DiagnosisResult said = Diagnose(compiler);
        Assert.Equal(new Culprit(CulpritKind.Module, "dirpro", "notify_waiter", 8), said.Verdict.Culprit);
        Assert.Equal((FailureClass.NullDereference, Confidence.Likely), (said.Verdict.Class, said.Verdict.Confidence));
        Assert.Contains("try_to_wake_up ← wake_up_process ← notify_waiter ← enter", said.Claims("ST1705"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-DTWO_WAYS")]
    [InlineData("-DPOINTER")]
    public void WhereThereAreOtherWaysOutTheCallerIsNamed(string flag)
    {
        DiagnosisResult said = Diagnose("gcc", flag);
        Assert.Equal(("dirpro", "enter"), (said.Verdict.Culprit.Module, said.Verdict.Culprit.Function));
        Assert.DoesNotContain("notify_waiter", said.Verdict.Summary.Render(Language.English), StringComparison.Ordinal);
    }

    static DiagnosisResult Diagnose(string compiler, params string[] flags) => new MadeIncident(compiler, "tail.c", flags).Diagnose(Log);
}
