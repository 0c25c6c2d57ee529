using System.Collections.Immutable;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Reporting.Walks;
using Stucktrace.Termination.Walks;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reporting;

/// <summary>The reports of the log that caught the CPU in what is walked: what a chain of origins may end in.</summary>
public class CaughtReportTests
{
    static ImmutableArray<CaughtReport> Caught(params string[] inputs) => WalkView.Of(Diagnosis.Run(inputs, new DiagnosisOptions()))!.Caught;

    static CaughtRegister Register(CaughtReport caught, string shown) => caught.Registers.Single(r => r.Shown == shown);

    [Fact]
    public void TheFoundingLogHoldsThePidThatTheSituationAssumes()
    {
        CaughtReport caught = Assert.Single(Caught(Checkout.Sample("dirpro", "messages.log"), Checkout.Sample("dirpro", "dirpro.ko")));
        Assert.Contains("get_process_name+0x50", caught.Line.Text, StringComparison.Ordinal);
        CaughtRegister wanted = Register(caught, "EAX");
        Assert.Equal((0, 27388UL, RegisterRole.Wanted), (wanted.Index, wanted.Value, wanted.Meaning!.Role));
        Assert.Contains("RAX: 0000000000006afc", caught.Report.Lines.Single(l => l.Line == wanted.Line).Text, StringComparison.Ordinal);
        Assert.Equal(RegisterRole.Current, Register(caught, "RCX").Meaning!.Role);
        // What 2.6.32 prints for the registers that its interrupt entry does not save is left over: it is no value of the code.
        Assert.DoesNotContain(caught.Registers, r => r.Shown is "RBX" or "R12" or "R13" or "R14" or "R15");
        Assert.Equal(caught.Registers.Length, caught.Registers.Select(r => r.Index).Distinct().Count());
    }

    [Theory]
    [InlineData("A1_main_rcu_kaslr.txt", "dirpro_rcu.ko", "EBP")]
    [InlineData("v1_inline.txt", "v1_inline.ko", "ECX")]
    [InlineData("S1_stripped.txt", "stripped/dirpro_rcu_stripped.ko", "EBP")]
    public void EachSampleOfAStallIsFoundAtItsInstruction(string log, string module, string wanted)
    {
        DiagnosisResult result = Diagnosis.Run([Checkout.Shared("lab", "logs", log), Checkout.Shared("lab", "ko", module)], new DiagnosisOptions());
        WalkView walk = WalkView.Of(result)!;
        Assert.True(walk.Caught.Length > 1);
        Assert.All(walk.Caught, caught =>
        {
            Assert.Equal(11111UL, Register(caught, wanted).Value);
            Assert.InRange(caught.Line.Line, caught.Report.FirstLine, caught.Report.LastLine);
            if (caught.Report.Location?.Offset is { } offset && caught.Report.Location.Symbol is not null)
                Assert.Equal($"+0x{offset:x}", walk.Names.Places[caught.Code].Offset);
        });
    }

    [Fact]
    public void TheRegistersOfTheLogAreThoseOfTheDump()
    {
        WalkView walk = WalkView.Of(Diagnosis.Run([Checkout.Shared("lab", "logs", "K1_kdump_hung_task_panic.txt"), Checkout.Shared("lab", "vmcore", "K1.d31.zlib.kdump")], new DiagnosisOptions()))!;
        Assert.Equal(WalkSource.Dump, walk.Begins);
        CaughtReport caught = walk.Caught[0];
        foreach (string same in (string[])["RDX", "RSP", "RSI"])
            Assert.Equal(walk.Trace.Segments[0].Registers[Register(caught, same).Index].Value, Register(caught, same).Value);
    }

    [Fact]
    public void WithoutALogNothingIsCaught() => Assert.Empty(Caught(Checkout.Shared("lab", "vmcore", "K1.d31.zlib.kdump")).Where(c => c.Report.FromMemory));
}
