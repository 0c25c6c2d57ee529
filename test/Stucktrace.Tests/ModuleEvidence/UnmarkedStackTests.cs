using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Code;
using Stucktrace.Formats.Elf;
using Stucktrace.Incidents;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.ModuleEvidence;

/// <summary>An old kernel's trace, in which every text address of the stack carries "?": the module's code tells callers from left-overs.</summary>
public class UnmarkedStackTests
{
    // get_process_name has pushed two registers at +0x18, so it returns to the word at RSP+0x10.
    const string Log = """
        May 23 18:36:31 host kernel: BUG: soft lockup - CPU#1 stuck for 67s! [worker:130]
        May 23 18:36:31 host kernel: Modules linked in: dirpro(U) nls_utf8
        May 23 18:36:31 host kernel: CPU 1
        May 23 18:36:31 host kernel: Pid: 130, comm: worker Not tainted 6.1.0-56-amd64 #1 QEMU Standard PC
        May 23 18:36:31 host kernel: RIP: 0010:[<ffffffffa02aa018>]  [<ffffffffa02aa018>] get_process_name+0x18/0x70 [dirpro]
        May 23 18:36:31 host kernel: RSP: 0018:ffff882067f97578  EFLAGS: 00000287
        May 23 18:36:31 host kernel: RAX: ffff880f903d5340 RBX: ffff882067f975c8 RCX: ffff8820684e4040
        May 23 18:36:31 host kernel: RDX: ffff880f903d4ab0 RSI: ffff882067f97c08 RDI: 0000000000002b67
        May 23 18:36:31 host kernel: RBP: ffff882067f97590 R08: 0000000000000001 R09: 0000000000006b00
        May 23 18:36:31 host kernel: Process worker (pid: 130, threadinfo ffff882067f94000, task ffff8820684e4040)
        May 23 18:36:31 host kernel: Stack:
        May 23 18:36:31 host kernel:  ffffffffa02aa0b3 ffffffffa02aa047 ffffffffa02aa0d7 0000000000000000
        May 23 18:36:31 host kernel: <d> ffffc900075f5a50 ffffffffa02aa0e6 0000000000000000 0000000000006afc
        May 23 18:36:31 host kernel: Call Trace:
        May 23 18:36:31 host kernel:  [<ffffffffa02aa0b3>] ? new_sys_kill+0x43/0x88 [dirpro]
        May 23 18:36:31 host kernel:  [<ffffffffa02aa047>] ? get_process_name+0x47/0x70 [dirpro]
        May 23 18:36:31 host kernel:  [<ffffffffa02aa0d7>] ? new_sys_kill+0x67/0x88 [dirpro]
        May 23 18:36:31 host kernel:  [<ffffffffa02aa0e6>] ? new_sys_kill+0x76/0x88 [dirpro]
        May 23 18:36:31 host kernel:  [<ffffffffa02aa0a4>] ? new_sys_kill+0x34/0x88 [dirpro]
        May 23 18:36:31 host kernel:  [<ffffffff8100b072>] ? system_call_fastpath+0x16/0x1b
        """;

    [Fact]
    public void TheSlotOfTheReturnAddressNamesTheCaller()
    {
        Report report = Assert.Single(Diagnose(Log).Reports);
        FrameJudgement[] judged = [.. report.Frames.Take(5).Select(f => f.Judged)];
        Assert.Equal([FrameJudgement.Stale, FrameJudgement.Stale, FrameJudgement.Caller, FrameJudgement.Stale, FrameJudgement.Stale], judged);
        Assert.Equal("join.frame.slot-and-call", report.Frames[2].Why!.Id);
        Assert.Equal("join.frame.no-call", report.Frames[4].Why!.Id);
        Assert.Equal((FrameJudgement.Caller, "join.frame.entry"), (report.Frames[5].Judged, report.Frames[5].Why!.Id));
    }

    [Fact]
    public void WithoutTheStackTheCallThatLeadsThereNamesTheCaller()
    {
        string log = string.Join('\n', Log.Split('\n').Where(l => !l.Contains("Stack:", StringComparison.Ordinal) && !l.Contains("ffffffffa02aa0b3 ", StringComparison.Ordinal) && !l.Contains("<d>", StringComparison.Ordinal)));
        Report report = Assert.Single(Diagnose(log).Reports);
        Assert.Empty(report.Stack);
        Assert.Equal(FrameJudgement.Caller, report.Frames[2].Judged);
        Assert.Equal("join.frame.calls", report.Frames[2].Why!.Id);
        Assert.Equal(FrameJudgement.Stale, report.Frames[1].Judged);
    }

    [Fact]
    public void CurrentIsCheckedAgainstTheTaskLine()
    {
        StuckLoop loop = Diagnose(Log).Loop!;
        Assert.NotNull(loop.Registers.Single(r => r.Role == RegisterRole.Current).Confirmed);
        Assert.NotNull(Diagnose(Log.Replace("task ffff8820684e4040", "task ffff8820684e5080", StringComparison.Ordinal)).Loop!.Registers.Single(r => r.Role == RegisterRole.Current).Contradicted);
    }

    [Theory]
    [InlineData("get_process_name", 0x18, 0x10)]
    [InlineData("get_process_name", 0x5, 0)]
    [InlineData("new_sys_kill", 0x67, 0x20)]
    public void TheDepthOfTheStackIsCounted(string function, int offset, int depth)
    {
        ExaminedModule module = new(0, ModuleFile.Open(Checkout.Shared("lab", "ko", "dirpro.ko"), _ => { })!);
        Function found = module.Code.Find(function)!;
        Assert.Equal(depth, StackDepth.At(module.Code.GraphOf(found), found.Entry + (ulong)offset));
    }

    static DiagnosisResult Diagnose(string log)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("stucktrace-test-").FullName, "messages.log");
        File.WriteAllText(path, log);
        try
        {
            return Diagnosis.Run([path, Checkout.Shared("lab", "ko", "dirpro.ko")], new DiagnosisOptions());
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }
}
