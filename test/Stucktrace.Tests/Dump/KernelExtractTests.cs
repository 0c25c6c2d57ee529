using System.Collections.Immutable;
using Stucktrace.Attribution;
using Stucktrace.Dump.Locks;
using Stucktrace.Dump.Stacks;
using Stucktrace.Reporting;
using Stucktrace.Termination.Live;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Dump;

/// <summary>
/// The founding bug in the oldest and the newest of Debian's kernels: extracts of dumps that <c>lab/Stucktrace.Lab --dumps</c> made. What is expected here
/// is what <c>lab/dumps/witness.c</c> did and what the kernels' own /proc said of it.
/// </summary>
public class KernelExtractTests
{
    const string Oldest = "5.10", Newest = "7.2";

    static string PathOf(string kernel) => Path.Combine(Checkout.Root, "test", "Stucktrace.Tests", "Dump", "Extracts", kernel + ".kdump");

    [Theory]
    [InlineData(Oldest, 98, 97)]
    [InlineData(Newest, 126, 124)]
    public void TheWalkIsProvenToNeverEnd(string kernel, int looker, int leader)
    {
        LiveStudy study = Assert.Single(LiveInspection.Run([PathOf(kernel)]).Studies);
        Assert.Equal((LiveVerdict.NeverEnds, "get_process_name", "lookup", looker), (study.Verdict, study.Function, study.Module, study.Task!.Pid));
        Assert.Equal(leader, study.Task.Tgid);
        Verdict verdict = Diagnosis.Run([PathOf(kernel)], new DiagnosisOptions()).Verdict;
        Assert.Equal((Confidence.Proven, "lookup", "get_process_name"), (verdict.Confidence, verdict.Culprit.Module, verdict.Culprit.Function));
    }

    // A long loop that ends: where the kernel preempts lazily nothing speaks against it, and nothing is found; but that is not sure.
    [Fact]
    public void AnUndecidedLoopIsNotCalledSound()
    {
        DiagnosisResult said = Diagnosis.Run([PathOf(Newest + "-busy")], new DiagnosisOptions());
        Assert.Equal((FailureClass.None, CulpritKind.None, Confidence.Possible), (said.Verdict.Class, said.Verdict.Culprit.Kind, said.Verdict.Confidence));
        string summary = said.Verdict.Summary.Render(Language.English);
        Assert.Contains("whether checksum+0x30 [long_loop], which CPU 1 was running for trigger:112, ever ends could not be told", summary, StringComparison.Ordinal);
        Assert.Contains(said.NotChecked, m => m.Id == "not-checked.busy");
    }

    [Theory]
    // Up to 5.12 the watchdog's report sets its own stamp anew; 7.2 preempts lazily: its watchdog's thread gets to run beside the loop.
    [InlineData(Oldest, true)]
    [InlineData(Newest, false)]
    public void WhetherTheCpuSchedules(string kernel, bool stuck)
    {
        using DumpResult dump = DumpInspection.Run([PathOf(kernel)]);
        Assert.Equal([false, stuck], dump.Cpus.Select(c => c.IsStuck));
        Assert.Equal(stuck, dump.Cpus[1].SecondsSinceWatchdog > 30);
    }

    [Theory]
    [InlineData(Oldest)]
    [InlineData(Newest)]
    public void EachKindOfLockHasItsOwnerAndItsQueue(string kernel)
    {
        using DumpResult dump = DumpInspection.Run([PathOf(kernel)]);
        (string? Name, LockKind Kind, string? Owner, string Waiters)[] locks = [.. dump.Waits.Locks
            .Where(l => l.Name?.EndsWith("[holders]", StringComparison.Ordinal) == true)
            .Select(l => (l.Name, l.Kind, dump.Machine!.TaskAt(l.Owner)?.Comm, string.Join(", ", l.Waiters.Select(w => dump.Machine!.TaskAt(w.Task)?.Comm))))
            .OrderBy(l => l.Name, StringComparer.Ordinal)];
        Assert.Equal(
        [
            ("held_completion [holders]", LockKind.Completion, null, "completion 0, completion 1, completion 2"),
            ("held_mutex [holders]", LockKind.Mutex, "mutex 0", "mutex 1, mutex 2"),
            ("held_rwsem [holders]", LockKind.ReadWriteSemaphore, "rwsem 0", "rwsem 1, rwsem 2"),
            ("held_semaphore [holders]", LockKind.Semaphore, null, "semaphore 1, semaphore 2"),
        ], locks);
    }

    [Theory]
    [InlineData(Oldest)]
    [InlineData(Newest)]
    public void TheStackOfTheLoopIsWhole(string kernel)
    {
        using DumpResult dump = DumpInspection.Run([PathOf(kernel)]);
        ImmutableArray<string?> frames = [.. StackReader.Of(dump.Machine!).StackOf(dump.Machine!.Cpus[1]).Task!.Frames.Select(f => f.Symbol)];
        Assert.Equal(["get_process_name", "lookup_write", "proc_reg_write", "vfs_write", "ksys_write", "do_syscall_64", "entry_SYSCALL_64_after_hwframe"], frames);
    }
}
