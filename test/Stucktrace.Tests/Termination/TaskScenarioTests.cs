using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Formats.Elf;
using Stucktrace.Reporting;
using Stucktrace.Termination;
using Stucktrace.Termination.Scenarios;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Termination;

/// <summary>The founding bug, executed: every variant of the lab's module in every situation.</summary>
public class TaskScenarioTests
{
    [Theory]
    [InlineData("dirpro.ko")]
    [InlineData("dirpro_rcu.ko")]
    [InlineData("v1_inline.ko")]
    [InlineData("clang/dirpro.ko")]
    [InlineData("stripped/dirpro_rcu_stripped.ko")]
    public void OnlyAThreadThatWantsAPidOfNoLeaderNeverGetsOut(string file)
    {
        LoopStudy study = Study(file);
        foreach (ScenarioRow row in study.Rows)
            TestContext.Current.TestOutputHelper?.WriteLine($"{row.Id,-30} {row.Result.Render(Language.English)}");

        Assert.All(study.Rows, row => Assert.Equal(Expected(row.Id), row.Outcome.Kind));
        ScenarioRow endless = study.Rows.Single(r => r.Id == "thread/nobody/alive");
        Assert.Equal(endless.Stage!.Model.Tasks.Count(t => t.IsAlive && t.IsLeader), endless.Outcome.Period);
        Assert.True(ProofChecker.Check(endless.Outcome.Certificate!).IsAccepted);
        Assert.NotNull(study.Rows.Single(r => r.Id == "thread/nobody/freed").Outcome.Freed);
    }

    [Fact]
    public void TheCorrectLookUpEndsInEveryRow()
    {
        LoopStudy study = Study("v3_correct.ko");
        Assert.All(study.Rows, row => Assert.Equal(OutcomeKind.Ends, row.Outcome.Kind));
    }

    static OutcomeKind Expected(string id) => id.StartsWith("thread/nobody", StringComparison.Ordinal) || id.StartsWith("thread/only-thread", StringComparison.Ordinal) || id.StartsWith("thread/caller", StringComparison.Ordinal)
        ? OutcomeKind.NeverEnds
        : OutcomeKind.Ends;

    static LoopStudy Study(string file)
    {
        ModuleCode code = ModuleCode.Analyze(ModuleImage.Load(ModuleFile.Open(Checkout.Shared("lab", "ko", file), _ => { })!));
        return code.Functions.SelectMany(f => LoopAnalysis.Of(code, f)).Select(l => LoopStudy.Of(code, l)).OfType<LoopStudy>().Single();
    }
}
