using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Reporting;
using Stucktrace.Termination;
using Stucktrace.Termination.Scenarios;
using Stucktrace.Tests.Termination.Heaps;

namespace Stucktrace.Tests.Termination;

/// <summary>Right walks over private lists: they end on every list that is whole, and a damaged list is never held against them.</summary>
public class ListScenarioTests
{
    [Fact]
    public void ARightWalkEndsOnEveryWholeList()
    {
        Assert.SkipWhen(WalkModules.All().IsEmpty, "needs gcc or clang, and ld");
        int studies = 0, ends = 0, endlessOnDamaged = 0;
        foreach ((string build, ModuleCode code) in WalkModules.All())
        {
            foreach (LoopFacts loop in code.Functions.SelectMany(f => LoopAnalysis.Of(code, f)))
            {
                if (LoopStudy.Of(code, loop) is not { } study)
                    continue;
                studies++;
                ends += study.EndsAlways ? 1 : 0;
                endlessOnDamaged += study.Rows.Count(r => r.IsDamaged && r.Outcome.Kind == OutcomeKind.NeverEnds);
                foreach (ScenarioRow row in study.Rows)
                    TestContext.Current.TestOutputHelper?.WriteLine($"{build} {loop.Function.Name} {row.Name.Render(Language.English)}: {row.Result.Render(Language.English)}");
                Assert.Null(study.Endless);

                // The last element of an empty chain: that one really is an oops.
                Assert.True(study.Ordinary.All(r => r.Outcome.Kind != OutcomeKind.Faults) || loop.Function.Name == "chain_last", $"{build} {loop.Function.Name}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{studies} studies, {ends} end always, {endlessOnDamaged} rows never end on damaged lists");
        Assert.True(ends > 80, $"{ends} of {studies}");
        Assert.True(endlessOnDamaged > 100);
    }
}
