using Iced.Intel;
using Stucktrace.Dump;
using Stucktrace.Formats;
using Stucktrace.Termination;
using Stucktrace.Termination.Live;
using Stucktrace.Tests.Dump;
using static Iced.Intel.AssemblerRegisters;

namespace Stucktrace.Tests.Termination.Live;

/// <summary>The founding walk in kernels of many eras: a thread that is no leader looks for a pid, round a list that does not lead back to it.</summary>
public class ShapedLiveTests
{
    const int Wanted = 11111;
    const int Unlinked = 10;

    [Theory]
    [InlineData("2.6.32")]
    [InlineData("3.10")]
    [InlineData("4.9")]
    [InlineData("4.18")]
    [InlineData("5.4")]
    [InlineData("5.10")]
    [InlineData("6.2")]
    [InlineData("6.12")]
    [InlineData("6.16")]
    [InlineData("7.0")]
    public void TheWalkIsProvenInEveryEra(string release)
    {
        ShapedMachine shaped = new(release);
        ulong pid = shaped.Task(0, "pid"), tasks = shaped.Task(0, "tasks");
        ulong code = shaped.Kernel.Data("get_process_name", 64);
        byte[] bytes = Assemble(code, (int)pid, (int)tasks);
        shaped.Kernel.Write(code, bytes);
        ulong leader = shaped.TaskOf(133), thread = shaped.Read().Tasks.Single(t => t.Pid == 134).Address;

        // The node that clone copied: next leads to a task that has gone since, whose next still leads to the others.
        ulong gone = shaped.TaskOf(Unlinked);
        shaped.Unlink(gone + tasks);
        shaped.Kernel.Write(gone + tasks + 8, 0xdead_0000_0000_0122UL);
        shaped.Kernel.Write(thread + tasks, gone + tasks);
        shaped.Kernel.Write(thread + tasks + 8, leader + tasks);
        shaped.Run(1, thread, 0);

        DumpedMachine machine = shaped.Read();
        DumpedCpu cpu = machine.Cpus.Single(c => c.Number == 1);
        Assert.Equal(thread, cpu.Current);
        ulong[] registers = new ulong[16];
        (registers[3], registers[2], registers[7], registers[4]) = (leader, thread, Wanted, leader);
        LiveStudy study = LiveProof.Run(machine, cpu, new DumpedRegisters([.. registers], code, 0x246, 0x10, RegisterOrigin.CrashNotes, 0))!;
        Assert.Equal(LiveVerdict.NeverEnds, study.Verdict);
        Assert.True(ProofChecker.Check(study.Outcome.Certificate!).IsAccepted);
        Assert.Equal((ulong)Wanted, study.Wanted!.Value);
        LiveList list = study.List!;
        Assert.Equal((true, ListShape.Rho, (long)tasks), (list.IsTasks, list.Shape, list.FieldOffset));
        Assert.Equal(study.Outcome.Period, list.Ring.Length);
        Assert.Equal([thread, gone], list.Tail.Select(n => n.Object));
        Assert.Equal([false, true], list.Tail.Select(n => n.IsUnlinked));
        Assert.Equal("0 swapper/0", list.Ring[0].Name);
        Assert.Contains("133 crond", list.Ring.Select(n => n.Name));
    }

    [Theory]
    [InlineData(750, 3.0)]
    [InlineData(1, 0.004)]
    public void ALoopThatWaitsForJiffiesSaysHowLong(int ticks, double seconds)
    {
        const ulong Now = 4_300_000_000;
        ShapedMachine shaped = new("6.12");
        ulong jiffies = shaped.Kernel.Data("jiffies_64", 8), code = shaped.Kernel.Data("wait_for_it", 64);
        shaped.Kernel.Write(jiffies, Now);
        shaped.Kernel.Write(shaped.Kernel.Data("tick_nsec", 8), 4_000_000UL);
        shaped.Kernel.Write(code, Assemble(code, a =>
        {
            // while (time_before(jiffies, deadline)) cpu_relax();
            Label loop = a.CreateLabel();
            a.Label(ref loop);
            a.pause();
            a.mov(rax, __qword_ptr[jiffies]);
            a.sub(rax, rbx);
            a.js(loop);
            a.ret();
        }));
        ulong leader = shaped.TaskOf(133);
        shaped.Run(1, leader, 0);
        DumpedMachine machine = shaped.Read();
        ulong[] registers = new ulong[16];
        (registers[3], registers[4]) = (Now + (ulong)ticks, leader);
        LiveStudy study = LiveProof.Run(machine, machine.Cpus.Single(c => c.Number == 1), new DumpedRegisters([.. registers], code, 0x246, 0x10, RegisterOrigin.CrashNotes, 0))!;
        Assert.Equal((LiveVerdict.WaitsForClock, "jiffies_64"), (study.Verdict, study.Outcome.Clocks.Single().Name));
        Assert.Equal(seconds, study.SecondsLeft!.Value, 6);
        Assert.Contains(study.Facts, f => f.Id == "live.fact.seconds");
    }

    [Fact]
    public void WhoWritesAFlagIsAskedOfTheModule()
    {
        ShapedMachine shaped = new("6.12");
        ulong flag = shaped.Kernel.Data("stop_now", 8), code = shaped.Kernel.Data("wait_for_it", 64), leader = shaped.TaskOf(133);
        shaped.Kernel.Write(code, Assemble(code, a =>
        {
            Label loop = a.CreateLabel();
            a.Label(ref loop);
            a.pause();
            a.cmp(__dword_ptr[flag], 0);
            a.je(loop);
            a.ret();
        }));
        shaped.Run(1, leader, 0);
        DumpedMachine machine = shaped.Read();
        ulong[] registers = new ulong[16];
        registers[4] = leader;
        DumpedRegisters start = new([.. registers], code, 0x246, 0x10, RegisterOrigin.CrashNotes, 0);
        DumpedCpu cpu = machine.Cpus.Single(c => c.Number == 1);
        LiveStudy known = LiveProof.Run(machine, cpu, start, writers: (address, bytes) => (address, bytes) == (flag, 4) ? Message.Of("end.release.word-nobody") : null)!;
        Assert.Equal(LiveVerdict.NeverEnds, known.Verdict);
        Assert.Equal(("live.release.word", "end.release.word-nobody"), (known.ReleasedBy.Single().What.Id, known.ReleasedBy.Single().Who.Id));
        Assert.Equal("stop_now", known.ReleasedBy.Single().What.Arguments[0]);
        Assert.Equal("live.release.others", LiveProof.Run(machine, cpu, start)!.ReleasedBy.Single().Who.Id);
        Assert.Null(known.List);
    }

    static byte[] Assemble(ulong at, int pid, int tasks) => Assemble(at, a =>
    {
        Label loop = a.CreateLabel(), found = a.CreateLabel();
        a.Label(ref loop);
        a.cmp(edi, __dword_ptr[rbx + pid]);
        a.je(found);
        a.mov(rax, __qword_ptr[rbx + tasks]);
        a.lea(rbx, __[rax - tasks]);
        a.cmp(rbx, rdx);
        a.jne(loop);
        a.Label(ref found);
        a.ret();
    });

    static byte[] Assemble(ulong at, Action<Assembler> write)
    {
        Assembler a = new(64);
        write(a);
        using MemoryStream bytes = new();
        a.Assemble(new StreamCodeWriter(bytes), at);
        return bytes.ToArray();
    }
}
