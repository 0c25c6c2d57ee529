using System.Globalization;
using System.Text.Json;
using Stucktrace.Attribution;
using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Code.Loops;
using Stucktrace.Reporting;
using Stucktrace.Tests.Reasoning;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.ModuleEvidence;

/// <summary>Logs of failures made on purpose, each with its module: location, caller chain, loop and register meanings.</summary>
public class LabJoinTests
{
    [Theory]
    [InlineData("A1_main_rcu_kaslr", "dirpro_rcu.ko", FailureClass.EndlessListWalk, LoopKind.ListWalk, 0x26)]
    [InlineData("A2_plain_nokaslr", "dirpro.ko", FailureClass.EndlessListWalk, LoopKind.ListWalk, 0x1d)]
    [InlineData("B1_softlockup_panic", "dirpro.ko", FailureClass.EndlessListWalk, LoopKind.ListWalk, 0x1d)]
    [InlineData("K1_kdump_hung_task_panic", "dirpro_rcu.ko", FailureClass.EndlessListWalk, LoopKind.ListWalk, 0x26)]
    [InlineData("v1_inline", "v1_inline.ko", FailureClass.EndlessListWalk, LoopKind.ListWalk, 0x4a)]
    [InlineData("v8_flag", "v8_flag.ko", FailureClass.EndlessLoop, LoopKind.MemoryPoll, 0x14)]
    [InlineData("S1_stripped", "stripped/dirpro_rcu_stripped.ko", FailureClass.EndlessListWalk, LoopKind.ListWalk, 0x26)]
    [InlineData("A1_main_rcu_kaslr", "stripped/dirpro_rcu_stripped.ko", FailureClass.EndlessListWalk, LoopKind.ListWalk, 0x26)]
    [InlineData("S1_stripped", "dirpro_rcu.ko", FailureClass.EndlessListWalk, LoopKind.ListWalk, 0x26)]
    public void TheCodeSaysWhichLoopItIsAndThatItCannotEnd(string log, string module, FailureClass expected, LoopKind kind, int head)
    {
        DiagnosisResult result = Run(log, module);
        Assert.Equal((expected, Confidence.Strong, CulpritKind.Module), (result.Verdict.Class, result.Verdict.Confidence, result.Verdict.Culprit.Kind));
        Assert.Equal(BuildMatch.Same, Assert.Single(result.Modules.Matches).Build);
        StuckLoop loop = Assert.IsType<StuckLoop>(result.Loop);
        Assert.Equal(kind, loop.Facts.Kind);
        Assert.Equal((".text", (ulong)head), loop.Module.Place(loop.Facts.Head));
        Assert.NotEmpty(loop.Facts.Suspicions);
        Assert.Contains(result.Findings, f => f.Id == "ST1802");
        Assert.DoesNotContain(result.NotChecked, m => m.Id.StartsWith("not-checked.module", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Advice, a => a.Text.Id == "advice.add-module");
        Assert.Equal(64, loop.Identity?.Length);
    }

    [Theory]
    [InlineData("A1", "A1_main_rcu_kaslr", "dirpro_rcu.ko")]
    [InlineData("K1", "K1_kdump_hung_task_panic", "dirpro_rcu.ko")]
    public void RegistersMeanWhatTheDumpOfTheSameMachineSays(string machine, string log, string module)
    {
        using JsonDocument truth = JsonDocument.Parse(File.ReadAllText(Checkout.Shared("lab", "truth", "main.json")));
        JsonElement known = truth.RootElement.GetProperty(machine);
        StuckLoop loop = Run(log, module).Loop!;
        RegisterMeaning current = loop.Registers.Single(r => r.Role == RegisterRole.Current);
        Assert.Equal(known.GetProperty("current_reg").GetString(), current.Shown);
        Assert.Equal(ulong.Parse(known.GetProperty("current").GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture), current.Value);
        Assert.Equal(known.GetProperty("cursor_reg").GetString(), loop.Registers.Single(r => r.Role == RegisterRole.Cursor).Shown);
        Assert.All(loop.Registers.Where(r => r.Role == RegisterRole.Wanted), r => Assert.Equal(known.GetProperty("target_pid").GetUInt64(), r.Value));
        RegisterMeaning wanted = loop.Registers.First(r => r.Role == RegisterRole.Wanted);
        Assert.Contains(known.GetProperty("target_pid_reg").GetString()!, wanted.Shown + wanted.Words.Render(Language.English), StringComparison.Ordinal);
        Assert.NotNull(wanted.Confirmed);
    }

    [Theory]
    [InlineData("A1_main_rcu_kaslr", "dirpro_rcu.ko", "get_process_name ← new_sys_kill ← do_syscall_64")]
    [InlineData("S1_stripped", "dirpro_rcu.ko", "get_process_name ← new_sys_kill ← do_syscall_64")]
    [InlineData("S1_stripped", "stripped/dirpro_rcu_stripped.ko", "sub_0 ← sub_80 ← do_syscall_64")]
    [InlineData("v10_oops", "v10_oops.ko", "strnlen ← get_process_name ← new_sys_kill ← do_syscall_64")]
    [InlineData("v7_abba", "v7_abba.ko", "note_by_pid ← new_sys_kill ← do_syscall_64")]
    public void TheChainOfCallsIsConfirmed(string log, string module, string chain) => Assert.Contains(chain, Run(log, module).Claims("ST1705"), StringComparison.Ordinal);

    [Theory]
    [InlineData("A2_plain_nokaslr", "clang/dirpro.ko")]
    [InlineData("B1_softlockup_panic", "clang/dirpro.ko")]
    public void AnotherBuildIsSaidToBeOneAndNotUsed(string log, string module)
    {
        DiagnosisResult alone = Run(log), result = Run(log, module);
        Assert.Equal(BuildMatch.Another, Assert.Single(result.Modules.Matches).Build);
        Assert.Contains("get_process_name is 0x70 bytes long in the log, 0x83 in the file", result.Claims("ST1702"), StringComparison.Ordinal);
        Assert.Empty(result.Loops);
        Assert.Equal((alone.Verdict.Class, alone.Verdict.Confidence), (result.Verdict.Class, result.Verdict.Confidence));
        Assert.Contains(result.NotChecked, m => m.Id == "not-checked.module-other-build");
        Assert.Contains(result.Inputs[1].Diagnostics, d => d.Id == "ELF0904");
    }

    [Theory]
    [InlineData("A6_leader_caller", "dirpro.ko")]
    [InlineData("v3_correct", "v3_correct.ko")]
    public void NothingIsWrongWithAModuleAtHand(string log, string module)
    {
        DiagnosisResult result = Run(log, module);
        Assert.Equal((CulpritKind.None, FailureClass.None), (result.Verdict.Culprit.Kind, result.Verdict.Class));
        Assert.Empty(result.Findings);
    }

    [Theory]
    [InlineData("v7_abba", FailureClass.SpinlockDeadlock)]
    [InlineData("v9_mutex", FailureClass.MutexDeadlock)]
    public void OtherFailuresStayWhatTheyAre(string log, FailureClass expected)
    {
        DiagnosisResult result = Run(log, log + ".ko");
        Assert.Equal(expected, result.Verdict.Class);
        Assert.Equal(BuildMatch.Same, Assert.Single(result.Modules.Matches).Build);
    }

    [Fact]
    public void AFaultInAKernelFunctionIsFollowedBackToWhatTheModuleHandedOn()
    {
        DiagnosisResult result = Run("v10_oops", "v10_oops.ko");
        Assert.Equal((FailureClass.NullDereference, Confidence.Strong, "get_process_name"), (result.Verdict.Class, result.Verdict.Confidence, result.Verdict.Culprit.Function));
        Assert.Contains("what pid_task() returned", result.Claims("ST1808"), StringComparison.Ordinal);
    }

    [Fact]
    public void AByteThatDiffersMakesItAnotherBuild()
    {
        // The reported bytes begin at .text+0x1b; 0x40 is "test %eax,%eax" shortly before the loop.
        byte[] file = File.ReadAllBytes(Checkout.Shared("lab", "ko", "v1_inline.ko"));
        const int text = 0xa0;
        file[text + 0x45] ^= 0x10;
        string path = Path.Combine(Directory.CreateTempSubdirectory("stucktrace-test-").FullName, "v1_inline.ko");
        File.WriteAllBytes(path, file);
        try
        {
            DiagnosisResult result = Diagnosis.Run([Checkout.Shared("lab", "logs", "v1_inline.txt"), path], new DiagnosisOptions());
            Assert.Equal(BuildMatch.Another, Assert.Single(result.Modules.Matches).Build);
            Assert.Contains("code byte at .text+0x45", result.Claims("ST1702"), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Fact]
    public void TheKernelGetsThereByTheReplacedSystemCall() =>
        Assert.Contains("kill(2) → new_sys_kill → get_process_name", Run("A1_main_rcu_kaslr", "dirpro_rcu.ko").Claims("ST1901"), StringComparison.Ordinal);

    static DiagnosisResult Run(string log, string? module = null) =>
        Diagnosis.Run(module is null ? [Checkout.Shared("lab", "logs", log + ".txt")] : [Checkout.Shared("lab", "logs", log + ".txt"), Checkout.Shared(["lab", "ko", .. module.Split('/')])], new DiagnosisOptions());
}
