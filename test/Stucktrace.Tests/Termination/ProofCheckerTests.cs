using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Formats.Elf;
using Stucktrace.Termination;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Termination;

/// <summary>The checker trusts nothing: altered certificates are rejected, and so are forged ones whose digest was made new.</summary>
public class ProofCheckerTests
{
    [Fact]
    public void AnAlteredCertificateIsRejected()
    {
        Certificate proof = Proof();
        Assert.True(ProofChecker.Check(proof).IsAccepted);
        Assert.All(Alterations(proof), altered => Assert.False(ProofChecker.Check(altered).IsAccepted));
    }

    [Fact]
    public void AForgedCertificateIsRejectedWhereItDoesNotHold()
    {
        Certificate proof = Proof();
        Certificate[] forged =
        [
            proof with { Rounds = proof.Rounds + 1 },
            proof with { Rounds = 1, Steps = proof.Steps / proof.Rounds },
            proof with { Steps = proof.Steps - 1 },
            proof with { Head = proof.Head + 1 },
            proof with { Registers = proof.Registers.RemoveAt(0) },
            proof with { Code = proof.Code.RemoveAt(1) },
            .. proof.Frozen.Select(word => proof with { Frozen = proof.Frozen.Remove(word) }),
            .. proof.Frozen.Where(w => w.Bytes == 8).Select(word => proof with { Frozen = proof.Frozen.Replace(word, word with { Value = word.Value + 8 }) }),
        ];
        Assert.All(forged, f => Assert.False(ProofChecker.Check(f.Sealed()).IsAccepted));

        // Another current or another pid that nobody has gives a loop just as endless; another cursor does not.
        Assert.Contains(proof.Registers, r => !ProofChecker.Check((proof with { Registers = proof.Registers.Replace(r, r with { Value = r.Value + 64 }) }).Sealed()).IsAccepted);
    }

    static IEnumerable<Certificate> Alterations(Certificate proof)
    {
        yield return proof with { Head = proof.Head ^ 1 };
        yield return proof with { Rounds = proof.Rounds + 1 };
        yield return proof with { Steps = proof.Steps + 1 };
        yield return proof with { Digest = string.Empty };
        foreach (CertifiedRegister register in proof.Registers)
        {
            yield return proof with { Registers = proof.Registers.Replace(register, register with { Value = register.Value + 1 }) };
            yield return proof with { Registers = proof.Registers.Replace(register, register with { Index = (register.Index + 1) % 16 }) };
            yield return proof with { Registers = proof.Registers.Remove(register) };
        }

        foreach (FrozenWord word in proof.Frozen)
        {
            yield return proof with { Frozen = proof.Frozen.Replace(word, word with { Value = word.Value + 1 }) };
            yield return proof with { Frozen = proof.Frozen.Replace(word, word with { Address = word.Address + 1 }) };
            yield return proof with { Frozen = proof.Frozen.Replace(word, word with { Bytes = word.Bytes == 8 ? 4 : 8 }) };
            yield return proof with { Frozen = proof.Frozen.Remove(word) };
        }

        foreach (CertifiedInstruction instruction in proof.Code)
        {
            yield return proof with { Code = proof.Code.Replace(instruction, instruction with { Address = instruction.Address + 1 }) };
            yield return proof with { Code = proof.Code.Replace(instruction, instruction with { Bytes = "90" + instruction.Bytes[2..] }) };
            yield return proof with { Code = proof.Code.Remove(instruction) };
        }

        yield return proof with { Calls = proof.Calls.Add(new CertifiedCall(proof.Head, "strcmp")) };
    }

    static Certificate Proof()
    {
        ModuleCode code = ModuleCode.Analyze(ModuleImage.Load(ModuleFile.Open(Checkout.Shared("lab", "ko", "dirpro.ko"), _ => { })!));
        return code.Functions.SelectMany(f => LoopAnalysis.Of(code, f)).Select(l => LoopStudy.Of(code, l)).OfType<LoopStudy>().Single().Endless!.Outcome.Certificate!;
    }
}
