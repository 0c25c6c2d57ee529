using Stucktrace.Code;
using Stucktrace.Code.Loops;
using Stucktrace.Formats.Elf;
using Stucktrace.Termination;
using Stucktrace.Tests.Loops;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Termination;

/// <summary>Fact 21: the look-up that is recommended is executed in the situations in which the founding one was, and ends in each.</summary>
public class RightLookUpTests
{
    [Theory]
    [InlineData("gcc", "-O1")]
    [InlineData("gcc", "-O2")]
    [InlineData("clang", "-O2")]
    public void TheRecommendedLookUpEndsInEveryRow(string compiler, string level)
    {
        Assert.SkipUnless(Toolchain.Has(compiler) && Toolchain.Has("ld"), $"needs {compiler} and ld");
        byte[] bytes = Toolchain.Build(Path.Combine(Checkout.Root, "test", "Stucktrace.Tests", "Termination", "Sources"), compiler, ["right_lookup.c"], level);
        LoopStudy study = Study(ModuleFile.Read(bytes, "right.ko", _ => { })!);
        Assert.Empty(study.Loop.Suspicions);
        Assert.All(study.Rows, row => Assert.Equal(OutcomeKind.Ends, row.Outcome.Kind));

        // It never leaves the ring, so it reads no memory of a task that is gone.
        Assert.All(study.Rows, row => Assert.Null(row.Outcome.Freed));

        // The same situations as those of the founding walk.
        LoopStudy wrong = Study(ModuleFile.Open(Checkout.Sample("dirpro", "dirpro.ko"), _ => { })!);
        Assert.Equal(wrong.Rows.Select(r => r.Id), study.Rows.Select(r => r.Id));
        Assert.Contains(wrong.Rows, r => r.Outcome.Kind == OutcomeKind.NeverEnds);
    }

    static LoopStudy Study(ModuleFile file)
    {
        ModuleCode code = ModuleCode.Analyze(ModuleImage.Load(file));
        Function function = code.Find("get_process_name")!;
        return Assert.IsType<LoopStudy>(LoopStudy.Of(code, Assert.Single(LoopAnalysis.Of(code, function))));
    }
}
