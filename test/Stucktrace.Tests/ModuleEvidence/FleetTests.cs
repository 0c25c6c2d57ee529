using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.ModuleEvidence;

/// <summary>Several machines with one loop: grouped by its identity, wherever in it each CPU was caught and wherever its module was loaded.</summary>
public class FleetTests
{
    [Fact]
    public void IncidentsOfOneLoopAreOneFailure()
    {
        DiagnosisResult result = Diagnosis.Run(
            [Checkout.Shared("lab", "logs", "A1_main_rcu_kaslr.txt"), Checkout.Shared("lab", "logs", "K1_kdump_hung_task_panic.txt"), Checkout.Shared("lab", "logs", "S1_stripped.txt"), Checkout.Shared("lab", "ko", "dirpro_rcu.ko")],
            new DiagnosisOptions());
        string?[] identities = [.. result.Loops.Values.Select(l => l.Identity).Distinct()];
        Assert.Equal(3, result.Loops.Count);
        Assert.Single(identities);
        Assert.All(result.Verdict.Suspects.Where(s => s.Module == "dirpro_rcu"), s => Assert.Contains(s.For, r => r.Text.Id == "reason.again-elsewhere"));
    }

    [Fact]
    public void CommandsToCheckWithShowTheVeryInstruction()
    {
        DiagnosisResult result = Diagnosis.Run([Checkout.Shared("lab", "logs", "A2_plain_nokaslr.txt"), Checkout.Shared("lab", "ko", "dirpro.ko")], new DiagnosisOptions());
        string command = result.Findings.Single(f => f.Id == "ST1801").CheckYourself.Single(c => c.StartsWith("objdump", StringComparison.Ordinal));
        using System.Diagnostics.Process? shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false });
        string shown = shell!.StandardOutput.ReadToEnd();
        Assert.SkipWhen(shown.Length == 0, "needs objdump");
        Assert.Contains("1d:\tmov    0x890(%rdx),%rax", shown, StringComparison.Ordinal);
    }
}
