using Stucktrace.Attribution;
using Stucktrace.Incidents;

namespace Stucktrace.Tests.Reasoning;

/// <summary>A task that can't be let die panics the kernel: what went wrong is in the report before it, if that is of the same task.</summary>
public class PanicDeathTests
{
    static string Log(int dies) => $"""
        [    4.501887] BUG: scheduling while atomic: agent/83/0x00000200
        [    4.502054] Modules linked in: agent_mod(OE)
        [    4.502648] CPU: 1 PID: 83 Comm: agent Tainted: G           OE     5.10.0-46-amd64 #1 Debian 5.10.262-1
        [    4.503029] Call Trace:
        [    4.503304]  dump_stack+0x6b/0x83
        [    4.503304]  __schedule_bug.cold+0x43/0x4f
        [    4.503304]  __schedule+0x762/0x870
        [    4.503304]  schedule+0x46/0xb0
        [    4.503304]  schedule_timeout+0x8b/0x150
        [    4.503304]  msleep+0x2a/0x40
        [    4.503304]  flush_queue+0x1b/0x30 [agent_mod]
        [    4.503304]  agent_ioctl+0x14/0x27 [agent_mod]
        [    4.503304]  do_syscall_64+0x33/0x80
        [    4.503304]  entry_SYSCALL_64_after_hwframe+0x67/0xd1
        [    4.562557] Kernel panic - not syncing: Aiee, killing interrupt handler!
        [    4.562710] CPU: 1 PID: {dies} Comm: agent Tainted: G        W  OE     5.10.0-46-amd64 #1 Debian 5.10.262-1
        [    4.563023] Call Trace:
        [    4.563122]  dump_stack+0x6b/0x83
        [    4.563187]  panic+0x114/0x2f1
        [    4.563247]  do_exit.cold+0xc/0xb3
        [    4.563315]  do_group_exit+0x33/0xa0
        [    4.563383]  get_signal+0x170/0x8c0
        [    4.563516]  arch_do_signal_or_restart+0xf1/0x7e0
        [    4.563737]  exit_to_user_mode_prepare+0x13b/0x1a0
        [    4.564035]  asm_exc_page_fault+0x1e/0x30

        """;

    [Fact]
    public void TheReportOfTheSameTaskIsTheCause()
    {
        DiagnosisResult said = Logs.Diagnose(Log(83));
        Assert.Equal(("agent_mod", "flush_queue"), (said.Verdict.Culprit.Module, said.Verdict.Culprit.Function));
        Assert.Equal(FailureClass.SleepInAtomic, said.Verdict.Class);
        Assert.Equal("caused-panic", Assert.Single(Assert.Single(said.Incidents).Effects).Relation);
    }

    // The line that closes a panic repeats its header.
    [Fact]
    public void TheLineThatClosesAPanicIsNoPanicOfItsOwn()
    {
        DiagnosisResult said = Logs.Diagnose(Log(83) + """
            [    4.564035] RIP: 0033:0x4171e0
            [    4.564138] RSP: 002b:00007ffc944f83a8 EFLAGS: 00000246
            [    4.564772] R13: 00000000004d536d R14: 0000000000000001 R15: 0000000000000001
            [    4.564772] Kernel Offset: 0x25a00000 from 0xffffffff81000000 (relocation range: 0xffffffff80000000-0xffffffffbfffffff)
            [    4.564900] ---[ end Kernel panic - not syncing: Aiee, killing interrupt handler! ]---

            """);
        Assert.Equal(2, said.Reports.Length);
        Assert.Equal("flush_queue", said.Verdict.Culprit.Function);
    }

    [Fact]
    public void WhereOnlyItsEndIsLeftItStillTellsOfThePanic()
    {
        DiagnosisResult said = Logs.Diagnose("[    4.564900] ---[ end Kernel panic - not syncing: softlockup: hung tasks ]---\n");
        Report panic = Assert.Single(said.Reports);
        Assert.Equal((ReportKind.Panic, "kernel panic: softlockup: hung tasks"), (panic.Kind, panic.Title));
        Assert.Equal("kernel panic: Fatal machine check", Assert.Single(Logs.Diagnose("[    4.564900] ---[ end Kernel panic - not syncing: Fatal machine check ]---\n").Reports).Title);
    }

    [Fact]
    public void AReportOfAnotherTaskIsNot()
    {
        DiagnosisResult said = Logs.Diagnose(Log(84));
        Assert.Equal(2, said.Incidents.Length);
        Assert.NotEqual(CulpritKind.Module, said.Verdict.Culprit.Kind);
    }
}
