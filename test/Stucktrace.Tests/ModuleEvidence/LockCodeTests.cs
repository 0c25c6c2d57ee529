using Stucktrace.Attribution;
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
    }

    [Theory]
    [InlineData("v9_mutex", "v7_abba.ko")]
    [InlineData("v8_flag", "v8_flag.ko")]
    public void NothingIsSaidOfLocksThatHaveNothingToDoWithIt(string log, string module) =>
        Assert.DoesNotContain(Run(log, module).Findings, f => f.Id == "ST1809");

    static int FirstReportOnly()
    {
        string[] lines = File.ReadAllLines(Checkout.Shared("lab", "logs", "v9_mutex.txt"));
        int first = Array.FindIndex(lines, l => l.Contains("INFO: task", StringComparison.Ordinal));
        return Array.FindIndex(lines, first + 1, l => l.Contains("INFO: task", StringComparison.Ordinal));
    }

    static DiagnosisResult Run(string log, string module) =>
        Diagnosis.Run([Checkout.Shared("lab", "logs", log + ".txt"), Checkout.Shared("lab", "ko", module)], new DiagnosisOptions());
}
