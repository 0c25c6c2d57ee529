using Stucktrace.Attribution;
using Stucktrace.Reporting;
using Stucktrace.Reporting.View;
using Stucktrace.Tests.Reasoning;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.ModuleEvidence;

/// <summary>A wait for a lock, and the mistake in the module's code that explains it (ST1809).</summary>
public class LockCodeTests
{
    // One task that sleeps in a module's function is thin evidence; the path that keeps the lock is a second piece.
    [Fact]
    public void ALockThatThePathOfAnErrorKeepsMakesAWaitForItLikely()
    {
        string folder = Directory.CreateTempSubdirectory("stucktrace-test-").FullName;
        try
        {
            string log = Path.Combine(folder, "log");
            File.WriteAllLines(log, File.ReadLines(Checkout.Shared("lab", "logs", "v9_mutex.txt")).Take(FirstReportOnly()));
            Assert.Equal(Confidence.Possible, Diagnosis.Run([log], new DiagnosisOptions()).Verdict.Confidence);
            DiagnosisResult result = Diagnosis.Run([log, Checkout.Shared("lab", "ko", "v9_mutex.ko")], new DiagnosisOptions());
            Assert.Equal((FailureClass.MutexDeadlock, Confidence.Likely), (result.Verdict.Class, result.Verdict.Confidence));
            Assert.Contains("with list_mutex held", result.Claims("ST1809"), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void TwoLocksTakenInOppositeOrderAreShownBesideTheDeadlock()
    {
        DiagnosisResult result = Run("v7_abba", "v7_abba.ko");
        Assert.Equal((FailureClass.SpinlockDeadlock, Confidence.Strong), (result.Verdict.Class, result.Verdict.Confidence));
        Finding finding = result.Finding("ST1809");
        Assert.Contains("note_by_pid and note_by_name take lock_a and lock_b in opposite order", result.Claims("ST1809"), StringComparison.Ordinal);
        Assert.Equal(4, finding.Evidence.Length);
        // Each of the two holds what the other wants: neither is the other's victim.
        Assert.DoesNotContain(new DiagnosisView(result, Language.English).Facts, f => f.Name == "victims" && f.Text.Contains("worker", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("v9_mutex", "v7_abba.ko")]
    [InlineData("v8_flag", "v8_flag.ko")]
    public void NothingIsSaidOfLocksThatHaveNothingToDoWithIt(string log, string module) =>
        Assert.DoesNotContain(Run(log, module).Findings, f => f.Id == "ST1809");

    // The stack shows both ends: the function that holds the lock, below the one that waits for it.
    [Fact]
    public void ATaskThatWaitsForItselfIsSeenOnItsStack()
    {
        DiagnosisResult said = Twice();
        Assert.Equal((FailureClass.SpinlockDeadlock, Confidence.Strong, "count_used"), (said.Verdict.Class, said.Verdict.Confidence, said.Verdict.Culprit.Function));
        Assert.Contains("spins for table_lock at count_used+", said.English(), StringComparison.Ordinal);
        Assert.Contains("and holds it itself: add_slot, farther up its stack, took it before", said.English(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhereTheCallerDoesNotHoldItNobodyWaitsForItself() =>
        Assert.DoesNotContain("itself", Twice("-DAPART").English(), StringComparison.Ordinal);

    static DiagnosisResult Twice(params string[] flags)
    {
        MadeIncident made = new("gcc", "twice.c", ["-O2", "-falign-functions=16", .. flags]);
        string Place(string caller, string callee) => made.Name(made.After(caller, callee));
        return made.Diagnose($"""
            [   21.689735] watchdog: BUG: soft lockup - CPU#1 stuck for 13s! [worker:96]
            [   21.689800] Modules linked in: dirpro(OE)
            [   21.689900] CPU: 1 PID: 96 Comm: worker Tainted: G           OE      6.1.0-56-amd64 #1  Debian 6.1.192-2
            [   21.690000] RIP: 0010:native_queued_spin_lock_slowpath+0x30/0x2a0
            [   21.690100] RSP: 0018:ffffcfef802f7c90 EFLAGS: 00000202
            [   21.690200] RAX: 0000000000000001 RBX: 0000000000000207 RCX: 000000000000004d
            [   21.690300] Call Trace:
            [   21.690400]  <TASK>
            [   21.690500]  _raw_spin_lock+0x25/0x30
            [   21.690600]  {Place("count_used", "_raw_spin_lock")}
            [   21.690700]  {Place("add_slot", "count_used")}
            [   21.690800]  {Place("enter", "add_slot")}
            [   21.690900]  __x64_sys_ioctl+0x90/0xd0
            [   21.691000]  do_syscall_64+0x5d/0xb0
            [   21.691100]  entry_SYSCALL_64_after_hwframe+0x6e/0xd8
            [   21.691200]  </TASK>

            """);
    }

    static int FirstReportOnly()
    {
        string[] lines = File.ReadAllLines(Checkout.Shared("lab", "logs", "v9_mutex.txt"));
        int first = Array.FindIndex(lines, l => l.Contains("INFO: task", StringComparison.Ordinal));
        return Array.FindIndex(lines, first + 1, l => l.Contains("INFO: task", StringComparison.Ordinal));
    }

    static DiagnosisResult Run(string log, string module) =>
        Diagnosis.Run([Checkout.Shared("lab", "logs", log + ".txt"), Checkout.Shared("lab", "ko", module)], new DiagnosisOptions());
}
