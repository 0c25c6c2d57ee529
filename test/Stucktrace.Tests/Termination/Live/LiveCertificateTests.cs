using System.Text.Json;
using System.Text.Json.Nodes;
using Iced.Intel;
using Stucktrace.Dump;
using Stucktrace.Formats;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Json;
using Stucktrace.Termination;
using Stucktrace.Termination.Live;
using static Iced.Intel.AssemblerRegisters;

namespace Stucktrace.Tests.Termination.Live;

/// <summary>A certificate about live memory is all that the checker needs; whatever is changed in it is noticed.</summary>
public class LiveCertificateTests
{
    [Fact]
    public void EveryFieldIsCovered()
    {
        Certificate proof = Outcome().Certificate!;
        Assert.True(ProofChecker.Check(proof).IsAccepted);
        Assert.Equal(true, proof.Interrupts);
        Assert.Contains(proof.Frozen, w => w.Name == "wanted");
        Assert.NotEmpty(proof.Calls);
        Assert.All(Alterations(proof), altered => Assert.False(ProofChecker.Check(altered).IsAccepted));
    }

    [Fact]
    public void AForgedOneDoesNotHold()
    {
        Certificate proof = Outcome().Certificate!;
        Certificate[] forged =
        [
            proof with { PerCpuBase = proof.PerCpuBase + 8 },
            proof with { Interrupts = false },
            proof with { Interrupts = null },
            proof with { Calls = [] },
            proof with { Rounds = proof.Rounds + 1 },
            proof with { Steps = proof.Steps - 1 },
            .. proof.Frozen.Where(w => w.Name == "wanted").Select(w => proof with { Frozen = proof.Frozen.Replace(w, w with { Name = "jiffies" }) }),
            .. proof.Frozen.Select(w => proof with { Frozen = proof.Frozen.Remove(w) }),
            .. proof.Code.Select(c => proof with { Code = proof.Code.Remove(c) }),
        ];
        Assert.All(forged, f => Assert.False(ProofChecker.Check(f.Sealed()).IsAccepted));
    }

    [Theory]
    [InlineData("tk_core+0x10")]
    [InlineData("runqueues.clock [cpu 1]")]
    [InlineData("per_cpu__kstat+0x8 [cpu 0]")]
    public void AClockUnderAnyOfItsNamesIsRefused(string name)
    {
        Certificate proof = Outcome().Certificate!;
        FrozenWord word = proof.Frozen.Single(w => w.Name == "wanted");
        Assert.False(ProofChecker.Check((proof with { Frozen = proof.Frozen.Replace(word, word with { Name = name }) }).Sealed()).IsAccepted);
    }

    [Theory]
    [InlineData("runqueues+0x8 [cpu 1]")]
    [InlineData("runqueues.clocks")]
    [InlineData("jiffies_of_mine")]
    public void WhatOnlySoundsLikeOneIsNot(string name)
    {
        Certificate proof = Outcome().Certificate!;
        FrozenWord word = proof.Frozen.Single(w => w.Name == "wanted");
        Assert.True(ProofChecker.Check((proof with { Frozen = proof.Frozen.Replace(word, word with { Name = name }) }).Sealed()).IsAccepted);
    }

    [Fact]
    public void ItSurvivesTheWayThroughJsonAndNothingElseDoes()
    {
        JsonNode report = Json();
        JsonNode certificate = report["terminations"]![0]!["certificate"]!;
        Assert.True(Accepts(certificate));
        foreach ((string path, Action<JsonNode> change) in Changes(certificate))
        {
            JsonNode altered = certificate.DeepClone();
            change(altered);
            Assert.False(Accepts(altered), path);
        }
    }

    // Every value in it, changed and taken away.
    static IEnumerable<(string Path, Action<JsonNode> Change)> Changes(JsonNode node)
    {
        foreach ((string name, JsonNode? value) in node.AsObject())
        {
            yield return ($"{name} removed", n => n.AsObject().Remove(name));
            if (value is JsonArray array)
            {
                for (int i = 0; i < array.Count; i++)
                {
                    int index = i;
                    yield return ($"{name}[{i}] removed", n => n[name]!.AsArray().RemoveAt(index));
                    foreach ((string field, JsonNode? inner) in array[i]!.AsObject())
                    {
                        yield return ($"{name}[{i}].{field}", n => n[name]![index]![field] = Other(inner!));
                        yield return ($"{name}[{i}].{field} removed", n => n[name]![index]!.AsObject().Remove(field));
                    }
                }
            }
            else
            {
                yield return (name, n => n[name] = Other(value!));
            }
        }
    }

    static JsonNode Other(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Number => value.GetValue<long>() + 1,
        JsonValueKind.String => value.GetValue<string>() is var text && text.StartsWith("0x", StringComparison.Ordinal) ? text[..^1] + (text[^1] == '0' ? "1" : "0") : text + "0",
        JsonValueKind.True => false,
        _ => true,
    };

    static bool Accepts(JsonNode certificate)
    {
        using JsonDocument document = JsonDocument.Parse(certificate.ToJsonString());
        return CertificateJson.Read(document.RootElement) is { } proof && ProofChecker.Check(proof).IsAccepted;
    }

    static JsonNode Json()
    {
        LiveStudy study = new()
        {
            Outcome = Outcome(),
            Cpu = new DumpedCpu(1, HandMade.CpuArea, 0, null),
            Start = new DumpedRegisters([], HandMade.CodeAt, 0x246, 0x10, RegisterOrigin.CrashNotes, 0),
            Place = "here",
            Headline = Message.Of("live.unknown"),
        };
        using MemoryStream output = new();
        LiveJson.Write(new LiveResult { Path = "vmcore", Release = "6.1", Studies = [study] }, output, Language.English);
        return JsonNode.Parse(output.ToArray())!;
    }

    static IEnumerable<Certificate> Alterations(Certificate proof)
    {
        yield return proof with { Head = proof.Head ^ 1 };
        yield return proof with { Rounds = proof.Rounds + 1 };
        yield return proof with { Steps = proof.Steps + 1 };
        yield return proof with { PerCpuBase = proof.PerCpuBase + 1 };
        yield return proof with { Interrupts = false };
        yield return proof with { Interrupts = null };
        yield return proof with { Digest = string.Empty };
        foreach (CertifiedRegister register in proof.Registers)
            yield return proof with { Registers = proof.Registers.Replace(register, register with { Value = register.Value + 1 }) };
        foreach (FrozenWord word in proof.Frozen)
        {
            yield return proof with { Frozen = proof.Frozen.Replace(word, word with { Value = word.Value + 1 }) };
            yield return proof with { Frozen = proof.Frozen.Replace(word, word with { Name = word.Name + "x" }) };
        }

        foreach (CertifiedCall call in proof.Calls)
            yield return proof with { Calls = proof.Calls.Replace(call, call with { Name = "printk" }) };
    }

    // A loop that uses everything that a certificate can state.
    static LiveOutcome Outcome()
    {
        const ulong Model = HandMade.CodeAt + 0x1000;
        HandMade machine = new(a =>
        {
            Label loop = a.CreateLabel(), end = a.CreateLabel(), off = a.CreateLabel();
            a.Label(ref loop);
            a.pushfq();
            a.pop(rax);
            a.test(eax, 0x200);
            a.je(off);
            a.call(Model);
            a.Label(ref off);
            a.mov(rdx, __qword_ptr.gs[0x40]);
            a.cmp(rdx, __qword_ptr[rbx]);
            a.jne(end);
            a.mov(rbx, __qword_ptr[rbx + 8]);
            a.jmp(loop);
            a.Label(ref end);
            a.ret();
        });
        machine.Models = machine.Models.Add(Model, "__udelay");
        machine.Word(HandMade.CpuArea + 0x40, 77);
        machine.Word(HandMade.HeapAt, 77);
        machine.Word(HandMade.HeapAt + 8, HandMade.HeapAt + 16);
        machine.Word(HandMade.HeapAt + 16, 77);
        machine.Word(HandMade.HeapAt + 24, HandMade.HeapAt);
        machine.Names.Add((HandMade.HeapAt + 16, 8, "wanted"));
        LiveOutcome outcome = machine.Run(r => r[3] = HandMade.HeapAt);
        Assert.Equal((LiveVerdict.NeverEnds, 2), (outcome.Verdict, outcome.Period));
        return outcome;
    }
}
