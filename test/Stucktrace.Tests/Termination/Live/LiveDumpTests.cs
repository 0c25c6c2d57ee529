using System.Globalization;
using System.Text.Json;
using Stucktrace.Dump;
using Stucktrace.Dump.Code;
using Stucktrace.Formats.Symbols;
using Stucktrace.Formats.Vmcore;
using Stucktrace.Formats.Vmcore.Extract;
using Stucktrace.Machine.Memory;
using Stucktrace.Reporting;
using Stucktrace.Termination;
using Stucktrace.Termination.Execution;
using Stucktrace.Termination.Live;

namespace Stucktrace.Tests.Termination.Live;

/// <summary>The proof on real dumps, against what is known of them.</summary>
public class LiveDumpTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("K1")]
    [InlineData("A1")]
    public void TheWalkNeverEnds(string name)
    {
        using LabDump dump = LabDump.Open(name);
        LiveStudy study = dump.Study();
        output.WriteLine(study.Headline.Render(Language.English));
        foreach (Stucktrace.Formats.Message fact in study.Facts)
            output.WriteLine(fact.Render(Language.English));
        foreach (var release in study.ReleasedBy)
            output.WriteLine($"{release.What.Render(Language.English)} - {release.Who.Render(Language.English)} ({release.Words})");
        Assert.Equal(LiveVerdict.NeverEnds, study.Verdict);
        Assert.Equal(65, study.Outcome.Period);
        Assert.True(ProofChecker.Check(study.Outcome.Certificate!).IsAccepted);
        Assert.Equal(("get_process_name", "dirpro_rcu"), (study.Function, study.Module));

        JsonElement walk = dump.Truth.GetProperty("walk");
        LiveList list = study.List!;
        Assert.Equal((ListShape.Rho, true, "task_struct.tasks.next"), (list.Shape, list.IsTasks, list.Field));
        Assert.Equal(walk.GetProperty("cycle_length").GetInt32(), list.Ring.Length);
        Assert.Equal(dump.Hex("task"), list.Tail[0].Object);
        Assert.Equal(Named(walk, "thread.tasks.next"), (list.Tail[1].Name, list.Tail[1].Object));
        Assert.True(list.Tail[1].IsUnlinked);
        Assert.Equal(Named(walk, "cursor"), (study.Cursor!.Name, study.Cursor.Object));
        Assert.Equal(dump.Hex("cursor"), study.Cursor.Object);
        Assert.Equal(dump.Hex("current"), study.Task!.Address);
        Assert.Contains(list.Ring, n => n.Object == study.Task.Leader);
        Assert.Equal((ulong)dump.Truth.GetProperty("target_pid").GetInt32(), study.Wanted!.Value);
        Assert.Equal("task_struct.pid", study.Wanted.Field);
    }

    [Theory]
    [InlineData("K1")]
    [InlineData("A1")]
    public void EveryPageOfTheWalkThatIsMissingIsNamed(string name)
    {
        using LabDump dump = LabDump.Open(name);
        Certificate proof = dump.Study().Outcome.Certificate!;
        DumpMemory whole = new(dump.Kernel.Memory);
        ulong[] pages = [.. proof.Frozen.Select(w => w.Address).Concat(proof.Code.Select(c => c.Address)).Select(a => a & ~0xfffUL).Distinct()];
        Assert.True(pages.Length > 10);
        foreach (ulong page in pages)
        {
            LiveRun run = new(new SparseMemory(LiveLimits.Default.MaxPages, new WithoutPage(whole, page)), dump.State(), LiveModels.Find(dump.Kernel.Symbols.Find));
            LiveOutcome outcome = new LiveTrial(run, null, (_, _) => null, LiveLimits.Default).Run();
            Assert.Equal(LiveVerdict.Unknown, outcome.Verdict);
            Assert.Equal((page, MemoryState.Excluded), (outcome.Missing!.Value.Page, outcome.Missing.Value.State));
        }
    }

    [Fact]
    public void AFrameUnderTwoAddressesIsNoticedOnceItIsWritten()
    {
        using LabDump dump = LabDump.Open("K1");
        ulong image = dump.Kernel.Symbols.Find("init_task")!.Value & ~0xfffUL;
        Assert.Equal(MemoryState.Present, dump.Kernel.Memory.Translate(image, out ulong physical));
        ulong direct = dump.Kernel.Memory.Translation.DirectMap!.Value + physical;
        DumpMemory source = new(dump.Kernel.Memory);
        SparseMemory memory = new(100, source);
        Assert.Equal(MemoryAnswer.Defined, memory.Read(image, 8, out ulong one));
        memory.Write(image, 8, one);
        Assert.False(source.WasWrittenTwice(memory));
        Assert.Equal(MemoryAnswer.Defined, memory.Read(direct, 8, out ulong other));
        Assert.Equal(one, other);
        Assert.True(source.WasWrittenTwice(memory));
    }

    [Fact]
    public void TheKernelsOwnLockIsExecutedAndWaitedFor()
    {
        // Some word that looks like a lock that is held: the slow path spins for it.
        using LabDump dump = LabDump.Open("K1");
        ulong task = dump.Hex("task");
        ulong held = Enumerable.Range(0, 1000).Select(i => task + ((ulong)i * 4)).First(a => dump.Kernel.Memory.Number(a, 4) == 1);
        LiveStudy study = dump.Study(registers: (r, find) => (r[7], r[4]) = (held, r[4] - 0x200), start: "_raw_spin_lock");
        output.WriteLine(study.Headline.Render(Language.English));
        Assert.Equal(LiveVerdict.WaitsForLock, study.Verdict);
        Assert.Contains("spin_lock_slowpath", study.Function, StringComparison.Ordinal);
    }

    [Fact]
    public void AKernelFunctionThatEndsEnds()
    {
        // strcmp of a name with itself, called from nowhere: it returns to where the stack says.
        using LabDump dump = LabDump.Open("K1");
        ulong text = dump.Kernel.Symbols.Find("linux_banner")!.Value;
        LiveStudy study = dump.Study(registers: (r, find) => (r[7], r[6]) = (text, text), start: "strcmp");
        output.WriteLine(study.Headline.Render(Language.English));
        // What is not code is never run as such.
        Assert.Equal((LiveVerdict.Unknown, StopKind.UnknownTarget), (study.Verdict, study.Outcome.Stop!.Kind));
        Assert.NotEmpty(study.Outcome.Left);
        Assert.True(study.Outcome.Steps > 50);
    }

    [Fact]
    public void AFaultThatTheKernelIsPreparedForIsNone()
    {
        using LabDump dump = LabDump.Open("K1");
        // strcmp is not in the table, the copy from user memory is.
        ulong bad = 0xffff_c8ff_0000_0000;
        LiveStudy faults = dump.Study(registers: (r, _) => (r[7], r[6]) = (bad, bad), start: "strcmp");
        Assert.Equal((LiveVerdict.Faults, bad), (faults.Verdict, faults.Outcome.Stop!.Address));
        LiveStudy handled = dump.Study(registers: (r, _) => (r[6], r[7], r[2], r[1]) = (bad, r[4] - 0x1000, 64, 64), start: "copy_user_generic_string");
        output.WriteLine(handled.Headline.Render(Language.English));
        Assert.Equal(LiveVerdict.Unknown, handled.Verdict);
    }

    [Fact]
    public void AModulesMemoryIsFoundInItsImage()
    {
        using LabDump dump = LabDump.Open("K1");
        LoadedModule module = dump.Machine.Modules.Single(m => m.Name == "dirpro_rcu");
        LoadedModuleCode code = LoadedModuleCode.FromMemory(dump.Machine, module, "K1", _ => { })!;
        int found = 0;
        foreach (KernelSymbol symbol in module.Symbols!.Symbols)
        {
            if (code.InImage(symbol.Address) is not { } inImage)
                continue;
            found++;
            Assert.Contains(code.Code.Image.SymbolsAt(inImage), s => s.Name == symbol.Name);
        }

        Assert.True(found > 5);
    }

    [Fact]
    public void OnlyWhatWasLookedAtCountsAsRead()
    {
        using LabDump dump = LabDump.Open("K1");
        ExtractRecorder recorder = new();
        var machine = dump.Machine;
        LiveStudy plain = dump.Study();
        LiveStudy recorded = LiveProof.Run(machine with { Kernel = machine.Kernel.Recorded(recorder) }, plain.Cpu, plain.Start)!;
        Assert.Equal(plain.Outcome.Certificate!.Digest, recorded.Outcome.Certificate!.Digest);

        // Of each task the node, the pid and, of those that are named, a few words more.
        ulong task = plain.List!.Ring[^1].Link;
        Assert.Equal(MemoryState.Present, dump.Kernel.Memory.Translate(task, out ulong physical));
        byte[] page = [.. Enumerable.Repeat((byte)0xff, 4096)];
        recorder.Pages.Clear(physical / 4096, page);
        Assert.InRange(page.Count(b => b != 0), 1, 300);
        long read = recorder.Pages.Frames.Sum(f =>
        {
            byte[] bytes = [.. Enumerable.Repeat((byte)0xff, 4096)];
            recorder.Pages.Clear(f, bytes);
            return bytes.LongCount(b => b != 0);
        });
        output.WriteLine($"{read} bytes of {recorder.Pages.Count} pages");
        Assert.True(read < 16_384);
    }

    sealed class WithoutPage(IMemorySource whole, ulong missing) : IMemorySource
    {
        public MemoryState ReadPage(ulong address, Span<byte> page) => address == missing ? MemoryState.Excluded : whole.ReadPage(address, page);
    }

    static (string? Name, ulong Object) Named(JsonElement walk, string name)
    {
        string text = walk.GetProperty(name).GetString()!;
        int at = text.LastIndexOf(" 0x", StringComparison.Ordinal);
        return (text[..at], ulong.Parse(text[(at + 3)..], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
