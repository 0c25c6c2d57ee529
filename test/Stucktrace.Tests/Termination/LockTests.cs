using System.Collections.Immutable;
using Stucktrace.Code;
using Stucktrace.Code.Locks;
using Stucktrace.Formats.Elf;
using Stucktrace.Reporting;
using Stucktrace.Termination.Locks;
using Stucktrace.Tests.Loops;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Termination;

/// <summary>Locks taken in opposite order, twice, or not given back are found in modules of ours and of the lab; their correct twins are not accused.</summary>
public class LockTests
{
    static readonly (string Compiler, string Level)[] Builds = [("gcc", "-O1"), ("gcc", "-O2"), ("gcc", "-O3"), ("clang", "-O1"), ("clang", "-O2")];

    [Fact]
    public void EachMistakeIsFoundWithItsOwners() => Each("-DBAD", studies =>
    {
        Assert.Equal(3, studies.Length);
        LockProblem twice = studies[0].Problem, opposite = studies[1].Problem, kept = studies[2].Problem;
        Assert.Equal((LockProblemKind.TakenTwice, "takes_twice", "c", true), (twice.Kind, twice.Function.Name, twice.Lock, twice.Sleeps));
        Assert.Equal("size_of_it", twice.Waits!.Function.Name);
        Assert.Equal((LockProblemKind.OppositeOrder, false), (opposite.Kind, opposite.Sleeps));
        Assert.Equal(["first_then_second", "second_then_first"], studies[1].Owners.Select(o => o.Name).Order());
        Assert.Equal(["a", "b"], new[] { opposite.Lock, opposite.OtherLock! }.Order());
        Assert.Equal((LockProblemKind.NotGivenBack, "keeps_on_error", "d"), (kept.Kind, kept.Function.Name, kept.Lock));
        Assert.Contains(studies[1].Rows, r => r.Ends);
        Assert.Contains(studies[1].Rows, r => !r.Ends && r.Result.Render(Language.English).Contains("each waits for the lock that the other one holds", StringComparison.Ordinal));
        Assert.All(studies, s => Assert.Contains("not proven", s.Assumed.Render(Language.English), StringComparison.Ordinal));
    });

    [Fact]
    public void CorrectTwinsAreNotAccused() => Each("-DGOOD", studies => Assert.Empty(studies.Select(s => s.What.Render(Language.English))));

    [Fact]
    public void TheLabsDeadlocksAreNamed()
    {
        LockStudy abba = Assert.Single(Lab("v7_abba.ko"));
        Assert.Equal(LockProblemKind.OppositeOrder, abba.Problem.Kind);
        Assert.Equal(["note_by_name", "note_by_pid"], abba.Owners.Select(o => o.Name).Order());
        LockStudy mutex = Assert.Single(Lab("v9_mutex.ko"));
        Assert.Equal((LockProblemKind.NotGivenBack, "get_process_name", true), (mutex.Problem.Kind, mutex.Problem.Function.Name, mutex.Problem.Sleeps));
        Assert.Equal(0x6eUL, mutex.Problem.ReturnAt - mutex.Problem.Function.Entry);
        foreach (string other in (string[])["dirpro.ko", "dirpro_rcu.ko", "v1_inline.ko", "v3_correct.ko", "v8_flag.ko", "v10_oops.ko"])
            Assert.Empty(Lab(other));
    }

    // Questions that are independent of each other: 40 make more paths to the lock than anybody can follow, and the first ones tell; 200 make too large a function.
    [Theory]
    [InlineData(40, true)]
    [InlineData(200, false)]
    public void PathsAreBounded(int questions, bool isFound)
    {
        Assert.SkipUnless(Toolchain.Has("gcc") && Toolchain.Has("ld"), "needs gcc and ld");
        string folder = Directory.CreateTempSubdirectory("stucktrace-locks-").FullName;
        try
        {
            string asked = string.Concat(Enumerable.Range(0, questions).Select(i => $"if (ask({i})) use({i});\n"));
            File.WriteAllText(Path.Combine(folder, "many.c"), $$"""
                struct module { char data[0x400]; };
                struct module __this_module __attribute__((section(".gnu.linkonce.this_module"), used)) = { { [0x18] = 'm' } };
                int lock; void mutex_lock(int *); void mutex_unlock(int *); void use(int); int ask(int);
                void many(void) { {{asked}} mutex_lock(&lock); if (ask(-1)) return; {{asked}} mutex_unlock(&lock); }
                """);
            ImmutableArray<LockStudy> studies = Studies(ModuleFile.Read(Toolchain.Build(folder, "gcc", ["many.c"], "-O2"), "many.ko", _ => { })!);
            Assert.Equal(isFound, !studies.IsEmpty);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static ImmutableArray<LockStudy> Lab(string name) => Studies(ModuleFile.Open(Checkout.Shared("lab", "ko", name), _ => { })!);

    static ImmutableArray<LockStudy> Studies(ModuleFile file) => LockStudy.Of(ModuleCode.Analyze(ModuleImage.Load(file)));

    static void Each(string flag, Action<ImmutableArray<LockStudy>> check)
    {
        (string Compiler, string Level)[] builds = [.. Builds.Where(b => Toolchain.Has(b.Compiler) && Toolchain.Has("ld"))];
        Assert.SkipWhen(builds.Length == 0, "needs gcc or clang, and ld");
        foreach ((string compiler, string level) in builds)
        {
            byte[] bytes = Toolchain.Build(Path.Combine(Checkout.Root, "test", "Stucktrace.Tests", "Termination", "Sources"), compiler, ["locks.c"], level, flag);
            check(Studies(ModuleFile.Read(bytes, "locks.ko", _ => { })!));
        }
    }
}
