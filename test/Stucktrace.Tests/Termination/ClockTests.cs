using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Formats.Elf;
using Stucktrace.Reporting;
using Stucktrace.Termination;
using Stucktrace.Termination.Scenarios;
using Stucktrace.Tests.Loops;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Termination;

/// <summary>A loop that waits for a clock ends, although executing it on memory that stands still never does: it is neither accused nor called endless.</summary>
public class ClockTests
{
    static readonly (string Compiler, string Level)[] Builds = [("gcc", "-O1"), ("gcc", "-O2"), ("gcc", "-O3"), ("clang", "-O1"), ("clang", "-O2")];

    // Ticks from the first round to the one that leaves: as many as it waits; one for each round.
    [Theory]
    [InlineData("until", 1250)]
    [InlineData("flag_or_time", 500)]
    [InlineData("nanoseconds", 20)]
    [InlineData("by_call", 30)]
    [InlineData("scheduler_clock", 7)]
    [InlineData("cycles", 50)]
    [InlineData("exactly", 40)]
    public void ALoopThatWaitsForAPointInTimeEndsWithIt(string function, long ticks) => Each(function, study =>
    {
        ScenarioRow row = study.Rows[0];
        Assert.Equal((OutcomeKind.Ends, true), (row.Outcome.Kind, row.Outcome.WaitsForClock));
        Assert.InRange(row.Outcome.Ticks, ticks - 1, ticks + 1);
        Assert.Contains($"ends after {row.Outcome.Ticks} ticks", row.Result.Render(Language.English), StringComparison.Ordinal);
        Assert.Contains($"{row.Outcome.Ticks} 个节拍后结束", row.Result.Render(Language.Chinese), StringComparison.Ordinal);
        Assert.True(study.EndsAlways);
    });

    [Theory]
    [InlineData("deadline_given")]
    [InlineData("milliseconds")]
    public void ItEndsWhenThePointInTimeIsNotInTheInputToo(string function) => Each(function, study =>
    {
        ScenarioRow row = Assert.Single(study.Rows);
        Assert.Equal((OutcomeKind.Ends, true), (row.Outcome.Kind, row.Outcome.WaitsForClock));
        Assert.Contains("waits for a clock", row.Result.Render(Language.English), StringComparison.Ordinal);
    });

    [Fact]
    public void ADeadlineThatRunsAwayIsNeitherAnEndNorAProof() => Each("deadline_runs_away", study =>
    {
        Assert.All(study.Rows, row => Assert.Equal(OutcomeKind.Unknown, row.Outcome.Kind));
    });

    [Fact]
    public void AClockBesideTheLoopHidesNoRepetition() => Each(
        "beside_the_clock", study => Assert.Equal(OutcomeKind.NeverEnds, study.Endless?.Outcome.Kind), isSuspicious: true);

    static void Each(string function, Action<LoopStudy> check, bool isSuspicious = false)
    {
        (string Compiler, string Level)[] builds = [.. Builds.Where(b => Toolchain.Has(b.Compiler) && Toolchain.Has("ld"))];
        Assert.SkipWhen(builds.Length == 0, "needs gcc or clang, and ld");
        foreach ((string compiler, string level) in builds)
        {
            byte[] bytes = Toolchain.Build(Path.Combine(Checkout.Root, "test", "Stucktrace.Tests", "Termination", "Sources"), compiler, ["clocks.c"], level);
            ModuleCode code = ModuleCode.Analyze(ModuleImage.Load(ModuleFile.Read(bytes, "clocks.ko", _ => { })!));
            LoopFacts loop = Assert.Single(LoopAnalysis.Of(code, code.Find(function)!));
            Assert.Equal(isSuspicious, !loop.Suspicions.IsEmpty);
            check(Assert.IsType<LoopStudy>(LoopStudy.Of(code, loop, limits: TrialLimits.Default with { MaxSteps = 50_000 })));
        }
    }
}
