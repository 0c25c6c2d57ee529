using System.Text.Json;
using Stucktrace.Attribution;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Incidents;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Json;
using Stucktrace.Termination;
using Stucktrace.Termination.Live;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Dump;

/// <summary>The lab's real dumps, diagnosed: alone, and with the module's file.</summary>
public sealed class DumpDiagnosisTests
{
    [Theory]
    [InlineData("K1", false)]
    [InlineData("K1", true)]
    [InlineData("A1", false)]
    [InlineData("A1", true)]
    public void TheWalkIsProvenOnTheLiveList(string dump, bool withModule)
    {
        DiagnosisResult result = Diagnose(dump, withModule ? Path.Combine(LabMachine.Folder("ko"), "dirpro_rcu.ko") : null);
        JsonElement truth = LabMachine.MainTruth(dump);

        Assert.Equal((CulpritKind.Module, "dirpro_rcu", "get_process_name"), (result.Verdict.Culprit.Kind, result.Verdict.Culprit.Module, result.Verdict.Culprit.Function));
        Assert.Equal(FailureClass.EndlessListWalk, result.Verdict.Class);
        Assert.Equal(Confidence.Proven, result.Verdict.Confidence);
        LiveStudy live = Assert.IsType<LiveStudy>(result.Live);
        Assert.Equal(LiveVerdict.NeverEnds, live.Verdict);
        Assert.True(ProofChecker.Check(live.Outcome.Certificate!).IsAccepted);
        Assert.Equal(truth.GetProperty("walk").GetProperty("cycle_length").GetInt32(), live.List!.Ring.Length);
        Assert.Equal(LabMachine.Hex(truth.GetProperty("cursor").GetString()!), live.Cursor!.Object);
        Assert.Equal((ulong)truth.GetProperty("target_pid").GetInt32(), live.Wanted!.Value);
        Assert.Equal(truth.GetProperty("pid").GetInt32(), live.Task!.Pid);

        // Who waits, and for what.
        Incident incident = result.Incidents.Single(i => i.Id == result.Verdict.Incident);
        string Relation(string comm) => incident.Effects.First(e => result.Reports.First(r => r.Id == e.Report).Comm == comm).Relation;
        Assert.Equal("waits-for-grace-period", Relation("crond"));
        Assert.Equal("waits-for-grace-period", Relation("automount"));
        Assert.Equal("waits-for-cpu", Relation("sadc"));

        // The code is the file's where one is given, else that of the memory; either way the loop is known.
        Assert.Equal(withModule, result.Loop!.Module.Memory is null);
        Assert.Equal(BuildMatch.Same, result.Loop.Build);
        Assert.Contains(result.Findings, f => f.Id == "ST2010");
    }

    [Fact]
    public void AMutexBelongsToATaskThatHasExited()
    {
        DiagnosisResult result = Diagnose("v9_mutex", null);
        Assert.Equal((FailureClass.MutexDeadlock, "v9_mutex", Confidence.Strong), (result.Verdict.Class, result.Verdict.Culprit.Module, result.Verdict.Confidence));
        Finding gone = result.Findings.First(f => f.Id == "ST2005");
        Assert.Equal("3", gone.Claim.Arguments[2]);
        Assert.Null(result.Live);
        Assert.Empty(result.Modules.Dumps.Single().Stalled);
    }

    [Theory]
    [InlineData("K1")]
    [InlineData("A1")]
    public void BothLanguagesAndEveryFormatTellOfTheMemory(string dump)
    {
        DiagnosisResult result = Diagnose(dump, null);
        foreach (Language language in Enum.GetValues<Language>())
        {
            using MemoryStream output = new();
            JsonReport.Write(result, output, language);
            JsonElement root = JsonDocument.Parse(output.ToArray()).RootElement;
            JsonElement termination = root.GetProperty("termination");
            Assert.Equal("never-ends", termination.GetProperty("verdict").GetString());
            Assert.True(termination.GetProperty("checked").GetBoolean());
            Assert.Equal("rho", termination.GetProperty("live").GetProperty("list").GetProperty("shape").GetString());
            Assert.Contains(root.GetProperty("reports").EnumerateArray(), r => r.TryGetProperty("fromMemory", out _) && r.GetProperty("firstLine").ValueKind == JsonValueKind.Null);
        }
    }

    [Fact]
    public void MemoryAloneTellsWhatTheLogWouldHave()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("stucktrace").FullName, "vmcore");
        try
        {
            byte[] bytes = File.ReadAllBytes(LabMachine.PathOf("K1"));
            SpoilPageOf(bytes, LabMachine.Of("K1").Kernel.Symbols.Find("printk_rb_static")!.Value);
            File.WriteAllBytes(path, bytes);
            DiagnosisResult result = Diagnosis.Run([path], new DiagnosisOptions());
            Assert.All(result.Reports, r => Assert.True(r.FromMemory));
            Assert.Equal((Confidence.Proven, "get_process_name"), (result.Verdict.Confidence, result.Verdict.Culprit.Function));
            Assert.Equal(["automount", "crond", "kworker/0:0", "sadc"], result.Reports.Where(r => r.Kind == ReportKind.HungTask).Select(r => r.Comm!).Order(StringComparer.Ordinal));
            Assert.Contains(result.Reports, r => r is { Kind: ReportKind.RcuStall, Rcu.StalledCpus: [1] });
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    // kdump-compressed: the descriptor of the page gets a size with which nothing can be unpacked (docs/formats.md).
    static void SpoilPageOf(byte[] dump, ulong address)
    {
        const int Block = 4096, DescriptorBytes = 24;
        const ulong ImageMap = 0xffff_ffff_8000_0000;
        int subBlocks = BitConverter.ToInt32(dump, 432), bitmapBlocks = BitConverter.ToInt32(dump, 436);
        ulong frame = unchecked(address - ImageMap + BitConverter.ToUInt64(dump, Block)) / Block;
        int dumped = (1 + subBlocks + (bitmapBlocks / 2)) * Block, index = 0;
        for (ulong f = 0; f < frame; f++)
            index += dump[dumped + (int)(f / 8)] >> (int)(f % 8) & 1;
        BitConverter.TryWriteBytes(dump.AsSpan(((1 + subBlocks + bitmapBlocks) * Block) + (index * DescriptorBytes) + 8), 3);
    }

    static DiagnosisResult Diagnose(string dump, string? module) =>
        Diagnosis.Run(module is null ? [LabMachine.PathOf(dump)] : [LabMachine.PathOf(dump), module], new DiagnosisOptions());
}
