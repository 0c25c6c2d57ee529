using Stucktrace.Attribution.ModuleEvidence;
using Stucktrace.Code.Loops;
using Stucktrace.Reporting;
using Stucktrace.Termination;
using Stucktrace.Termination.Scenarios;
using Stucktrace.Tests.Loops;
using Stucktrace.Tests.Reporting;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Reasoning;

/// <summary>Facts 15 to 18 of the founding case, one by one, from its two real logs and the reconstruction of the module beside them.</summary>
public class FoundingModuleTests
{
    static readonly string Folder = Path.Combine(Checkout.Root, "samples", "dirpro");
    static readonly DiagnosisResult Case = Diagnosis.Run([Folder], new DiagnosisOptions());
    static readonly string English = Flat(Language.English), Chinese = Flat(Language.Chinese);

    // The whole text as a user reads it, without the breaks of its lines.
    static string Flat(Language language)
    {
        string text = Outputs.Text(Case, language);
        return language == Language.Chinese
            ? string.Concat(text.Where(c => !char.IsWhiteSpace(c)))
            : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    static void Says(string english, string chinese)
    {
        Assert.Contains(english, English, StringComparison.Ordinal);
        Assert.Contains(string.Concat(chinese.Where(c => !char.IsWhiteSpace(c))), Chinese, StringComparison.Ordinal);
    }

    static StuckLoop Loop => Assert.IsType<StuckLoop>(Case.Loop);

    [Fact]
    public void NothingInTheLogsSpeaksAgainstTheReconstruction()
    {
        Assert.Equal(2, Case.Modules.Matches.Length);
        Assert.All(Case.Modules.Matches, match =>
        {
            Assert.Equal(BuildMatch.Same, match.Build);
            Assert.DoesNotContain(match.Signs, s => s.Weight < 0);
            Assert.Contains(match.Signs, s => s.Text.Id == "join.sign.distance");
            Assert.Contains(match.Signs, s => s.Text.Id == "join.sign.call-to");
        });
        Assert.Equal([0xffffffffa02aa000UL, 0xffffffffa0486000UL], Case.Modules.Matches.Select(m => m.Base!.Value).Order());
    }

    [Fact]
    public void WhatTheMatchRestsOnIsSaid()
    {
        Finding finding = Case.Finding("ST1701");
        Assert.Equal(Confidence.Likely, finding.Confidence);
        Says("is likely the build of dirpro that was loaded: sizes and offsets agree, but the log holds no code bytes and no build id", "很可能就是当时加载的 dirpro 构建：大小与偏移一致，但日志中没有足以确定的代码字节或 build id");
        Says("The file says of itself: \"Reconstruction of the founding case's module from its logs", "该文件的自述：“Reconstruction");
        Assert.Equal("not-checked.build-likely", Case.NotChecked[0].Id);
        Assert.DoesNotContain(Case.Findings, f => f.Id is "ST1702" or "ST1703");
    }

    [Fact]
    public void Fact15_TheLoopItsCursorItsNodeAndItsTwoExits()
    {
        LoopFacts loop = Loop.Facts;
        Assert.Equal(("get_process_name", 0x3aUL, LoopKind.ListWalk), (loop.Function.Name, loop.Head - loop.Function.Entry, loop.Kind));
        Assert.Equal(("rdx", 0x440L, StartKind.Current, SentinelKind.StartElement), (loop.Walk!.Cursor.ToString(), loop.Walk.NodeOffset, loop.Walk.StartKind, loop.Walk.SentinelKind));
        Assert.Equal([ExitMeaning.FieldEqualsArgument, ExitMeaning.CursorIsStart], loop.Exits.Select(e => e.Meaning));
        Says("the cursor (rdx) goes on through tasks.next (at +0x440), beginning at current", "游标（rdx）");
        Says("the 32-bit field at +0x4a8 of the element equals the first argument (rdi)", "当前元素的偏移 +0x4a8 处的 32 位字段等于第一个参数（rdi）");
        Says("the cursor is current again, where the walk began", "游标又回到遍历的起点 current");
        Says("no exit tests the head of the list (init_task)", "init_task");

        // Each register as the two logs have it.
        Assert.Equal(
            [("rdx", RegisterRole.Cursor, 0xffff880f903d4ab0), ("rcx", RegisterRole.Current, 0xffff8820684e4040), ("rax", RegisterRole.Wanted, 27388UL)],
            Loop.Registers.Where(r => r.Role != RegisterRole.Other).Select(r => (r.Register, r.Role, r.Value)));
    }

    [Fact]
    public void Fact16_WhichSystemCallsAreReplacedAndHow()
    {
        Says("Writes new_sys_kill into sys_call_table[62]: it takes the place of system call kill", "new_sys_kill");
        Says("Writes new_open_f into sys_call_table[2]: it takes the place of system call open", "new_open_f");
        Says("init_module switches the processor's write protection off (CR0.WP)", "CR0.WP");
        Says("kill(2) → new_sys_kill → get_process_name", "kill(2) → new_sys_kill → get_process_name");
    }

    [Fact]
    public void Fact17_TheScenarioTable()
    {
        LoopStudy study = Assert.IsType<LoopStudy>(Loop.Study);
        ILookup<string, OutcomeKind> rows = study.Rows.ToLookup(r => r.Id, r => r.Outcome.Kind);
        foreach (string wanted in (string[])["leader", "only-thread", "caller", "nobody"])
        {
            Assert.Equal(OutcomeKind.Ends, Assert.Single(rows[$"leader/{wanted}"]));
            Assert.Equal(OutcomeKind.Ends, Assert.Single(rows[$"kernel-thread/{wanted}"]));
            OutcomeKind expected = wanted == "leader" ? OutcomeKind.Ends : OutcomeKind.NeverEnds;
            Assert.Equal(expected, Assert.Single(rows[$"thread/{wanted}/alive"]));
            Assert.Equal(expected, Assert.Single(rows[$"thread/{wanted}/freed"]));
        }

        // A neighbour that has exited: the walk begins in freed memory. All others read none.
        Assert.All(study.Rows, r => Assert.Equal(r.Id.Contains("/freed", StringComparison.Ordinal), r.Outcome.Freed is not null));
        Says("a pid that nobody has; the neighbour copied at clone is alive; 10 processes — never ends: every 10 rounds the state repeats", "无人拥有的 pid；clone 时复制的邻居仍在");
        Says("has exited; 9 processes — reads freed memory", "读取已释放的内存");
        Says("a pid that nobody has; 10 processes — ends after 10 rounds: the cursor is current again", "10 轮后结束");
    }

    [Fact]
    public void Fact18_EachRowThatNeverEndsIsProven()
    {
        LoopStudy study = Loop.Study!;
        ScenarioRow[] endless = [.. study.Rows.Where(r => r.Outcome.Kind == OutcomeKind.NeverEnds)];
        Assert.NotEmpty(endless);
        Assert.All(endless, r => Assert.True(ProofChecker.Check(r.Outcome.Certificate!).IsAccepted));
        Assert.All(endless, r => Assert.NotEmpty(r.Outcome.Certificate!.Frozen));
        Finding finding = Case.Findings.First(f => f.Id == "ST1810");
        Assert.Equal(Confidence.Proven, finding.Confidence);
        Assert.Contains(study.ReleasedBy, r => r.What.Id == "end.release.pid");
        Says("Accepted by the checker: with 3 registers, 20 words of memory and 6 instructions stated and everything else unknown, the same state comes back after 60 instructions (10 rounds)", "校验器已接受");
        Says("fork() hands out the very number again", "fork() 再次分配到这个号码");
    }

    [Fact]
    public void WhatStaysOpenAfterTheProofIsSaid()
    {
        Assert.Contains(Case.NotChecked, m => m.Id == "not-checked.situation");
        Assert.DoesNotContain(Case.NotChecked, m => m.Id is "not-checked.termination" or "not-checked.termination-read");
        Assert.True(Case.Verdict.Confidence < Confidence.Proven);
    }

    [Fact]
    public void TheFileIsMadeOfTheSourceBesideIt()
    {
        Assert.SkipUnless(Toolchain.Has("gcc") && Toolchain.Has("objdump"), "needs gcc and objdump");
        string made = Path.Combine(Directory.CreateTempSubdirectory("stucktrace-test-").FullName, "dirpro.ko");
        using System.Diagnostics.Process script = System.Diagnostics.Process.Start("sh", [Path.Combine(Folder, "build.sh"), made]);
        script.WaitForExit();
        Assert.SkipUnless(script.ExitCode == 0, "this gcc lays the functions out in another way");
        Assert.Equal(Loop.Identity, Diagnosis.Run([Path.Combine(Folder, "messages.log"), made], new DiagnosisOptions()).Loop?.Identity);
        Directory.Delete(Path.GetDirectoryName(made)!, recursive: true);
    }
}
