using System.Diagnostics;
using Stucktrace.Attribution;
using Stucktrace.Reporting;
using Stucktrace.Reproduction.Recipes;
using Stucktrace.Reproduction.Triggers;
using Stucktrace.Termination.Scenarios;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reproduction;

/// <summary>Triggers are derived from a module's code alone: the lab's modules, each with the call that its source shows.</summary>
public class TriggerTests
{
    static ReproductionPlan? Plan(string path) => PlanBuilder.Of(ModuleInspection.Run(path, new ModuleOptions()), PlanFocus.Anything);

    static string Lab(string module) => Checkout.Shared(["lab", "ko", .. module.Split('/')]);

    static string Source(ReproductionPlan plan, Language language = Language.English) => TriggerProgram.Of(plan, m => m.Render(language));

    [Theory]
    [InlineData("dirpro.ko")]
    [InlineData("dirpro_rcu.ko")]
    [InlineData("v1_inline.ko")]
    [InlineData("stripped/dirpro_rcu_stripped.ko")]
    public void AWalkFromCurrentIsEnteredByAThreadAndControlledByTheLeader(string module)
    {
        ReproductionPlan plan = Assert.IsType<ReproductionPlan>(Plan(Lab(module)));
        Assert.Equal((Caller.Thread, WantedTask.Nobody), (plan.Endless!.Caller, plan.Endless.Wanted));
        Assert.Equal(("thread", "leader"), (plan.Provoking.Name, plan.Control!.Name));
        TriggerCall call = Assert.Single(plan.Calls);
        Assert.Equal((TriggerWayKind.SystemCall, 62, 0), (call.Kind, call.Number, call.Wanted));
        Assert.Empty(plan.Gaps);
        Assert.Contains("return syscall(62 /* kill */, pid, 0L);", Source(plan), StringComparison.Ordinal);
    }

    [Fact]
    public void TheSampleTakesItsArgumentsInRegisters()
    {
        ReproductionPlan plan = Assert.IsType<ReproductionPlan>(Plan(Checkout.Sample("dirpro", "dirpro.ko")));
        Assert.Equal(0, Assert.Single(plan.Calls).Wanted);
        Assert.Empty(plan.Gaps);
    }

    // v8_flag waits only for the pid 11111; v9_mutex keeps its lock only for 22222; v7_abba takes one way for signal 10, the other for 12.
    [Theory]
    [InlineData("v8_flag.ko", 0, "call", "elsewhere", 0, 11111)]
    [InlineData("v9_mutex.ko", 0, "kept", "given-back", 0, 22222)]
    [InlineData("v7_abba.ko", 0, "crossed", "apart", 1, 10)]
    [InlineData("v7_abba.ko", 1, "crossed", "apart", 1, 12)]
    public void ArgumentsThatBranchesAskForAreFound(string module, int call, string mode, string control, int argument, long value)
    {
        ReproductionPlan plan = Assert.IsType<ReproductionPlan>(Plan(Lab(module)));
        Assert.Equal((mode, control), (plan.Provoking.Name, plan.Control!.Name));
        TriggerArgument passed = plan.Calls[call].Arguments[argument];
        Assert.Equal((TriggerArgumentKind.Number, value), (passed.Kind, passed.Number));
        Assert.NotNull(passed.Why);
    }

    [Fact]
    public void AnEmptyLookupIsAskedForAPidThatNobodyHas()
    {
        ReproductionPlan plan = Assert.IsType<ReproductionPlan>(Plan(Lab("v10_oops.ko")));
        Assert.Equal((FailureClass.NullDereference, "nobody", "somebody"), (plan.Class, plan.Provoking.Name, plan.Control!.Name));
        Assert.Equal(0, plan.Calls[0].Wanted);
    }

    [Fact]
    public void ACorrectModuleHasNothingToProvoke() => Assert.Null(Plan(Lab("v3_correct.ko")));

    [Theory]
    [InlineData("dirpro_rcu.ko")]
    [InlineData("v7_abba.ko")]
    [InlineData("v8_flag.ko")]
    [InlineData("v9_mutex.ko")]
    [InlineData("v10_oops.ko")]
    public void TheProgramCompilesWithoutAWarning(string module)
    {
        ReproductionPlan plan = Assert.IsType<ReproductionPlan>(Plan(Lab(module)));
        foreach (Language language in Enum.GetValues<Language>())
            Compiles(Source(plan, language));
    }

    [Fact]
    public void InitCompilesWithoutAWarning() => Compiles(RecipeFile.Text("init.c"));

    [Theory]
    [InlineData("ends */ here", "ends * / here")]
    [InlineData("two\nlines", "two lines")]
    [InlineData("turned\u202etext", "turned text")]
    public void NamesOutOfFilesEndNoComment(string name, string kept) => Assert.Contains(kept, SourceText.Remark(name), StringComparison.Ordinal);

    [Fact]
    public void NamesOutOfFilesEndNoString() => Assert.Equal("\"a\\\"b\\\\c\\?\\?/\"", SourceText.Quoted("a\"b\\c??/\n"));

    static void Compiles(string source)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/gcc"), "gcc is not installed");
        ProcessStartInfo start = new("/usr/bin/gcc", ["-x", "c", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardError = true };
        using Process gcc = Process.Start(start)!;
        gcc.StandardInput.Write(source);
        gcc.StandardInput.Close();
        string errors = gcc.StandardError.ReadToEnd();
        gcc.WaitForExit();
        Assert.True(gcc.ExitCode == 0, errors);
    }
}
