using System.Text;
using System.Text.Json;
using Stucktrace.Formats.Vmcore.Extract;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Json;
using Stucktrace.Termination;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Dump;

/// <summary>Extracts of the lab's real dumps: small, diagnosed alike, and without what was not read.</summary>
public sealed class ExtractTests
{
    const int Most = 2 * 1024 * 1024;

    [Theory]
    [InlineData("K1")]
    [InlineData("A1")]
    [InlineData("v9_mutex")]
    public void AnExtractGivesTheSameAnswer(string dump)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("stucktrace").FullName, "extract");
        try
        {
            ExtractRecorder recorder = new();
            DiagnosisResult whole = Diagnosis.Run([LabMachine.PathOf(dump)], new DiagnosisOptions { Recorder = recorder });
            using (FileStream file = File.Create(path))
                recorder.Write(file, whole.Modules.Dumps[0].Machine.Cpus.Length);
            Assert.InRange(new FileInfo(path).Length, 1, Most);

            DiagnosisResult again = Diagnosis.Run([path], new DiagnosisOptions());
            JsonElement one = Json(whole), other = Json(again);
            foreach (string part in (string[])["reports", "incidents", "verdict", "termination", "loopIdentity", "notChecked"])
                Assert.Equal(Neutral(one.GetProperty(part), LabMachine.PathOf(dump)), Neutral(other.GetProperty(part), path));
            if (again.Live?.Outcome.Certificate is { } proof)
                Assert.True(ProofChecker.Check(proof).IsAccepted);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    // An extract is dense: nearly every byte that is changed is one that the diagnosis reads, the facts about the kernel included.
    [Fact]
    public void ChangedExtractsGiveAnAnswerAndNoException()
    {
        const int Copies = 40, MostChanges = 60;
        string path = Path.Combine(Directory.CreateTempSubdirectory("stucktrace").FullName, "extract");
        try
        {
            ExtractRecorder recorder = new();
            DiagnosisResult whole = Diagnosis.Run([LabMachine.PathOf("K1")], new DiagnosisOptions { Recorder = recorder });
            using (MemoryStream made = new())
            {
                recorder.Write(made, whole.Modules.Dumps[0].Machine.Cpus.Length);
                byte[] good = made.ToArray();
                for (int seed = 0; seed < Copies; seed++)
                {
                    Random random = new(seed);
                    byte[] bytes = [.. good];
                    for (int i = random.Next(1, MostChanges); i > 0; i--)
                        bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                    File.WriteAllBytes(path, seed % 8 == 7 ? bytes[..random.Next(bytes.Length)] : bytes);
                    DiagnosisResult result = Diagnosis.Run([path], new DiagnosisOptions());
                    Json(result);
                    if (result.Live?.Outcome.Certificate is { } proof && result.Verdict.Confidence == Confidence.Proven)
                        Assert.True(ProofChecker.Check(proof).IsAccepted);
                }
            }
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Fact]
    public void WhatWasNotReadIsNotInIt()
    {
        ReadPages read = new();
        byte[] page = Encoding.ASCII.GetBytes(new string('s', 4096));
        "wanted"u8.CopyTo(page.AsSpan(100));
        read.Mark(0x5000 + 100, 6);
        read.Clear(5, page);
        Assert.Equal("wanted", Encoding.ASCII.GetString(page, 100, 6));
        Assert.DoesNotContain((byte)'s', page);
        read.Mark(0x5000 + 4090, 12);
        Assert.Equal([(5UL, 12), (6UL, 6)], read.Counts);
    }

    static JsonElement Json(DiagnosisResult result)
    {
        using MemoryStream output = new();
        JsonReport.Write(result, output, Language.English);
        return JsonDocument.Parse(output.ToArray()).RootElement;
    }

    static string Neutral(JsonElement part, string path) => part.GetRawText().Replace(path, "DUMP", StringComparison.Ordinal).Replace(Path.GetFileName(path), "DUMP", StringComparison.Ordinal);
}
