using Stucktrace.Reporting;
using Stucktrace.Reporting.View;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reporting;

/// <summary>Each step of the advice says on which findings of the case it rests, or that it is general.</summary>
public class AdviceGroundTests
{
    static DiagnosisView View(params string[] inputs) => new(Diagnosis.Run(inputs, new DiagnosisOptions()), Language.English);

    static AdviceView Step(DiagnosisView view, string id) => view.Step(view.Result.Advice.First(a => a.Text.Id == id));

    [Fact]
    public void TheTableNamesFindingsAndTextsThatThereAre()
    {
        Assert.All(AdviceGrounds.Table, row =>
        {
            Assert.True(MessageCatalogue.TryGet(row.Key, out _), row.Key);
            Assert.All(row.Value, id => Assert.NotNull(FindingCatalogue.Find(id)));
        });
    }

    [Theory]
    [InlineData("advice.task-lookup", AdviceGround.Proof, "ST1810")]
    [InlineData("advice.only-reset-helps", AdviceGround.Proof, "ST1810")]
    [InlineData("advice.unload", AdviceGround.Findings, "ST1401")]
    [InlineData("advice.sysctls", AdviceGround.Kernel, null)]
    [InlineData("advice.while-it-hangs", AdviceGround.General, null)]
    public void TheFoundingCasesStepsAreMarked(string id, AdviceGround ground, string? finding)
    {
        AdviceView step = Step(View(Checkout.Sample("dirpro")), id);
        Assert.Equal((ground, finding), (step.Ground, step.Findings.FirstOrDefault()));
    }

    [Fact]
    public void WithoutTheModuleTheSameStepRestsOnLess()
    {
        DiagnosisView view = View(Checkout.Sample("dirpro", "messages.log"));
        Assert.Equal((AdviceGround.Findings, "ST1001"), (Step(view, "advice.only-reset-helps").Ground, Step(view, "advice.only-reset-helps").Findings.Single()));
        Assert.Equal(AdviceGround.Missing, Step(view, "advice.add-module").Ground);
    }

    [Theory]
    [InlineData("v7_abba", "advice.spinlock")]
    [InlineData("v9_mutex", "advice.mutex")]
    [InlineData("v10_oops", "advice.null")]
    public void EachClassRestsOnItsOwnFindings(string name, string id)
    {
        DiagnosisView view = View(Checkout.Shared("lab", "logs", name + ".txt"), Checkout.Shared("lab", "ko", name + ".ko"));
        AdviceView step = Step(view, id);
        Assert.NotEqual(AdviceGround.General, step.Ground);
        Assert.All(step.Findings, f => Assert.Contains(view.Findings, known => known.Id == f));
    }
}
