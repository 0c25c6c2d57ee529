using System.Diagnostics;
using System.Globalization;
using Stucktrace.Formats;
using Stucktrace.Formats.Elf;
using Stucktrace.Reporting;
using Stucktrace.Reproduction.StandIns;
using Stucktrace.Reproduction.Triggers;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reproduction;

/// <summary>Stand-ins: which bugs one is written for, what its source says, and that a compiler makes a module of it that has the same bug.</summary>
public sealed class StandInTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("stucktrace-standin-").FullName;
    readonly List<Message> _told = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static ReproductionPlan Plan(string path) => PlanBuilder.Of(ModuleInspection.Run(path, new ModuleOptions()), PlanFocus.Anything)!;

    static StandInFacts Sample => StandInFacts.Of(Plan(Checkout.Sample("dirpro", "dirpro.ko")), _ => { })!;

    // Figures of no kernel in particular.
    static KernelFacts Kernel(bool hasReadLock = true, params SymbolVersion[] versions) => new(
        "6.1.0-56-amd64", "6.1.0-56-amd64 SMP preempt mod_unload modversions ", new ThisModule(1, 0x3c0, "dummy", null, null, 0x138, 0x328), [.. versions],
        "current_task", hasReadLock, 0x890, 0x9a0, 0x9e0, 0x80, 0x30, 0x40);

    [Fact]
    public void TheSamplesBugIsWrittenDownWithEverythingThatMakesIt()
    {
        StandInFacts facts = Sample;
        Assert.Equal(("dirpro", "kill", 0, false), (facts.Module, facts.SystemCall, facts.Wanted, facts.Backward));
        // Its kernel has no preemption: whatever does not schedule there holds up grace periods.
        Assert.True(facts.HoldsUpGracePeriods);
        string source = StandInSource.Of(facts, Kernel(), m => m.Render(Language.English));
        foreach (string line in (string[])["#define SYSTEM_CALL \"kill\"", "#define WALK get_process_name", "#define TASKS 0x890", "#define IN_READ_SIDE 1", "#define HAS_VERSIONS 0"])
            Assert.Contains(line + "\n", source, StringComparison.Ordinal);
        Assert.Contains("#define IN_READ_SIDE 0\n", StandInSource.Of(facts, Kernel(hasReadLock: false), m => m.Render(Language.English)), StringComparison.Ordinal);
        Assert.Contains(StandInSource.Of(facts, Kernel(), m => m.Render(Language.Chinese)), c => c > '\u4e00');
    }

    [Theory]
    [InlineData("v7_abba.ko")]
    [InlineData("v8_flag.ko")]
    [InlineData("v10_oops.ko")]
    public void ABugOfAnotherShapeGetsNone(string module)
    {
        Assert.Null(StandInFacts.Of(Plan(Checkout.Shared("lab", "ko", module)), _told.Add));
        Assert.Equal("standin.not-this-shape", Assert.Single(_told).Id);
    }

    [Fact]
    public void TheTableOfCrcsIsThatOfTheKernel()
    {
        string source = StandInSource.Of(Sample, Kernel(true, new SymbolVersion("module_layout", 0x12345678), new SymbolVersion("register_kprobe", 0xdeadbeef)), m => m.Render(Language.English));
        Assert.Contains("#define VERSIONS { 0x12345678, \"module_layout\" }, { 0xdeadbeef, \"register_kprobe\" }\n", source, StringComparison.Ordinal);
        Assert.Contains("#define HAS_VERSIONS 1\n", source, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesOutOfTheModuleBecomeNoCode()
    {
        StandInFacts hostile = Sample with { Module = "x\"; int evil; //\n#error" };
        string source = StandInSource.Of(hostile, Kernel(), m => m.Render(Language.English));
        Assert.DoesNotContain("\n#error", source, StringComparison.Ordinal);
        Assert.Matches("^[A-Za-z0-9_]+$", StandInSource.NameOf(hostile));
        Compiled(source, "hostile");
    }

    // The module that comes out is read and executed as any other: it has to never end for the same callers, and the mended one always to end.
    [Fact]
    public void TheModuleHasTheSameBugAndTheMendedOneHasNot()
    {
        string source = StandInSource.Of(Sample, Kernel(true, new SymbolVersion("module_layout", 1), new SymbolVersion("current_task", 2)), m => m.Render(Language.English));
        ReproductionPlan original = Plan(Checkout.Sample("dirpro", "dirpro.ko")), standIn = Plan(Compiled(source, "standin"));
        Assert.Equal(Endless(original), Endless(standIn));
        Assert.Equal(original.Study!.Loop.Exits.Select(e => e.Meaning).Order(), standIn.Study!.Loop.Exits.Select(e => e.Meaning).Order());
        ModuleResult module = ModuleInspection.Run(Compiled(source, "standin"), new ModuleOptions());
        Assert.Equal((uint)2, Assert.Single(module.File!.Versions, v => v.Name == "current_task").Crc);
        Assert.Equal("dirpro_standin", module.File.Name);
        Assert.Null(PlanBuilder.Of(ModuleInspection.Run(Compiled(source, "mended", "-DMENDED=1"), new ModuleOptions()), PlanFocus.Anything)?.Study);
    }

    static string[] Endless(ReproductionPlan plan) => [.. plan.Study!.Ordinary.Where(r => r.Outcome.Kind == Stucktrace.Termination.OutcomeKind.NeverEnds).Select(r => r.Id).Order(StringComparer.Ordinal)];

    string Compiled(string source, string name, params string[] options)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/gcc"), "gcc is not installed");
        string file = Path.Combine(_folder, name + ".c"), module = Path.Combine(_folder, name + ".ko");
        File.WriteAllText(file, source);
        ProcessStartInfo start = new("/usr/bin/gcc", [.. StandInModule.Flags, "-Werror", .. options, "-o", module, file]) { RedirectStandardError = true, UseShellExecute = false };
        using Process gcc = Process.Start(start)!;
        string errors = gcc.StandardError.ReadToEnd();
        gcc.WaitForExit();
        Assert.True(gcc.ExitCode == 0, string.Create(CultureInfo.InvariantCulture, $"{gcc.ExitCode}: {errors}"));
        return module;
    }
}
