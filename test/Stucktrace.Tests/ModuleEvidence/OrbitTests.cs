using Stucktrace.Reporting;
using Stucktrace.Tests.Reasoning;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.ModuleEvidence;

/// <summary>Every repeated report of a stall is held against the code of its loop; a copy with one register changed shows that each check can fail.</summary>
public class OrbitTests
{
    [Theory]
    [InlineData("A1_main_rcu_kaslr", "dirpro_rcu.ko", 5, "RDX", "RBX")]
    [InlineData("A2_plain_nokaslr", "dirpro.ko", 4, "RCX", "RDX")]
    [InlineData("K1_kdump_hung_task_panic", "dirpro_rcu.ko", 4, "RDX", "RBX")]
    public void AllSamplesLieOnTheWalk(string log, string module, int samples, string current, string cursor)
    {
        DiagnosisResult result = Run(File.ReadAllText(Checkout.Shared("lab", "logs", log + ".txt")), module);
        Finding finding = result.Finding("ST1814");
        Assert.Equal((Confidence.Strong, Confidence.Strong), (finding.Confidence, result.Verdict.Confidence));
        string claim = finding.Claim.Render(Language.English);
        Assert.StartsWith($"{samples} of {samples} samples lie on the walk", claim, StringComparison.Ordinal);
        Assert.Contains($"{current} holds current", claim, StringComparison.Ordinal);
        Assert.Contains($"holds the value wanted, 11111, in all {samples}", claim, StringComparison.Ordinal);
        Assert.Contains($"The cursor, {cursor}, was at {samples} different objects", claim, StringComparison.Ordinal);
        Assert.Contains("cursor + 0x890", claim, StringComparison.Ordinal);
        Assert.Contains($"{samples} 次采样全部（{samples}/{samples}）落在代码所预测的遍历上", finding.Claim.Render(Language.Chinese), StringComparison.Ordinal);
    }

    // One register of one sample, or the place that it was caught at; what is then said of it.
    [Theory]
    [InlineData(440, "RBP: 0000000000002b67", "RBP: 0000000000002b68", "EBP holds 0x2b68, which the loop never changes, and 0x2b67 in the other samples")]
    [InlineData(659, "RBX: ffff8b2c812d3080", "RBX: 00000000812d3080", "RBX = 0x812d3080: it is no kernel pointer")]
    [InlineData(659, "RBX: ffff8b2c812d3080", "RBX: ffff8b2c812d3083", "RBX = 0xffff8b2c812d3083 can't be an object of the kernel")]
    [InlineData(472, "RAX: ffff8b2c8125a0d0", "RAX: ffff8b2c8125a0d8", "RAX = 0xffff8b2c8125a0d8 has to be RBX (0xffff8b2c81259840) + 0x890")]
    [InlineData(435, "get_process_name+0x21", "get_process_name+0x0e", "it was at .text+0xe, outside of the loop")]
    public void ASingleSampleOffTheWalkIsToldFirstAndLowersTheConfidence(int line, string was, string now, string said)
    {
        string[] lines = File.ReadAllLines(Checkout.Shared("lab", "logs", "A1_main_rcu_kaslr.txt"));
        Assert.Contains(was, lines[line - 1], StringComparison.Ordinal);
        lines[line - 1] = lines[line - 1].Replace(was, now, StringComparison.Ordinal);
        DiagnosisResult result = Run(string.Join('\n', lines) + '\n', "dirpro_rcu.ko");
        Assert.Equal("ST1814", result.Findings[0].Id);
        string claim = result.Findings[0].Claim.Render(Language.English);
        Assert.StartsWith("Only 4 of 5 samples lie on the walk", claim, StringComparison.Ordinal);
        Assert.Contains(said, claim, StringComparison.Ordinal);
        Assert.Equal(Confidence.Possible, result.Findings[0].Confidence);
        Assert.True(result.Verdict.Confidence < Confidence.Strong);
        Assert.Contains(line, result.Findings[0].Evidence.Select(e => (int)e.Line));
    }

    // Without the place of the CPU only frames are left; one that the kernel marks may be a left-over, and contradicts nothing.
    [Theory]
    [InlineData("? ", "4 of 4 samples lie on the walk")]
    [InlineData("", "Only 4 of 5 samples lie on the walk")]
    public void AFrameThatTheKernelDoesNotVouchForContradictsNothing(string mark, string said)
    {
        List<string> lines = [.. File.ReadAllLines(Checkout.Shared("lab", "logs", "A1_main_rcu_kaslr.txt"))];
        int place = 434, heading = lines.FindIndex(place, l => l.Contains("<TASK>", StringComparison.Ordinal));
        lines.Insert(heading + 1, $"[   30.066491]  {mark}get_process_name+0x5/0x80 [dirpro_rcu]");
        lines.RemoveRange(place, heading - 1 - place);
        DiagnosisResult result = Run(string.Join('\n', lines) + '\n', "dirpro_rcu.ko");
        Assert.StartsWith(said, result.Claims("ST1814"), StringComparison.Ordinal);
    }

    static DiagnosisResult Run(string log, string module)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, log);
            return Diagnosis.Run([path, Checkout.Shared("lab", "ko", module)], new DiagnosisOptions());
        }
        finally
        {
            File.Delete(path);
        }
    }
}
