using System.Globalization;
using System.Text.Json;
using Stucktrace.Dump;
using Stucktrace.Dump.Stacks;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Dump.Stacks;

/// <summary>The stacks of the real dumps, of every task, against what crash and drgn list with 858 MB of debug information.</summary>
public class RealStackTests
{
    /// <summary>Frames of crash's that are none, and why.</summary>
    static readonly Dictionary<(string Dump, string Symbol), string> NotFrames = new()
    {
        [("K1", "machine_kexec")] = "called after crash_setup_regs() took the registers that the dump holds: they are those of __crash_kexec",
        [("K1", "crash_nmi_callback")] = "on the NMI's stack, after the registers that the dump holds were taken: they are what the NMI interrupted",
        [("K1", "default_do_nmi")] = "as above",
        [("K1", "exc_nmi")] = "as above",
        [("K1", "end_repeat_nmi")] = "as above",
    };

    [Theory]
    [InlineData("K1")]
    [InlineData("A1")]
    [InlineData("v9_mutex")]
    public void AreThoseThatCrashLists(string dump)
    {
        DumpedMachine machine = LabMachine.Of(dump);
        List<(ulong Task, List<(string Symbol, ulong Address)> Frames)> listed = CrashListing.Read(LabMachine.Truth(dump + ".crash806.txt"));
        Assert.True(listed.Count >= 5, "crash's listing was read");
        foreach ((ulong address, List<(string Symbol, ulong Address)> frames) in listed)
        {
            DumpedTask task = machine.Tasks.Single(t => t.Address == address);
            List<string> expected = [.. WithoutStaleWords(frames).Where(f => !NotFrames.ContainsKey((dump, f.Symbol))).Select(f => Text(f.Symbol, f.Address))];
            List<string> found = [.. StackReader.Read(machine, task).Select(f => Text(f.Symbol ?? "?", f.Address))];

            // Where the registers were taken inside __crash_kexec, crash shows its call of machine_kexec.
            if (dump == "K1" && task.Comm == "khungtaskd")
                (expected, found) = (expected[1..], found[1..]);
            Assert.Equal(string.Join("\n", expected), string.Join("\n", found));
        }
    }

    [Theory]
    [InlineData("K1")]
    [InlineData("A1")]
    [InlineData("v9_mutex")]
    public void AreThoseThatDrgnLists(string dump)
    {
        DumpedMachine machine = LabMachine.Of(dump);
        using var document = JsonDocument.Parse(File.ReadAllText(LabMachine.Truth(dump + ".drgn.json")));
        int compared = 0;
        foreach (JsonProperty stack in document.RootElement.GetProperty("stacks_D_R").EnumerateObject())
        {
            int pid = int.Parse(stack.Name.Split(' ')[0], CultureInfo.InvariantCulture);
            DumpedTask task = machine.Tasks.Single(t => t.Pid == pid);

            // drgn 0.0.22 knows nothing of the registers in this dump of QEMU: for the running task it lists what it saved when it last slept.
            if (task.IsCurrent && dump == "A1")
                continue;

            // Inlined functions repeat the address of the frame that they are part of; a bare address is the program's.
            List<ulong> expected = [.. stack.Value.EnumerateArray().Select(f => AddressOf(machine, f.GetString()!)).OfType<ulong>()];
            for (int i = expected.Count - 1; i > 0; i--)
            {
                if (expected[i] == expected[i - 1])
                    expected.RemoveAt(i);
            }

            List<ulong> found = [.. StackReader.Read(machine, task).Select(f => f.Address)];

            // Without the module's debug information drgn stops there: what it listed must be the begin.
            bool cut = stack.Value.EnumerateArray().Any(f => f.GetString()!.EndsWith(']'));
            Assert.Equal(expected, cut ? found[..expected.Count] : found);
            Assert.True(expected.Count >= 3 || cut);
            compared++;
        }

        Assert.True(compared >= 3);
    }

    [Theory]
    [InlineData("K1")]
    [InlineData("A1")]
    [InlineData("v9_mutex")]
    public void OfEveryTaskComeToTheEndAndEveryFrameWasCalled(string dump)
    {
        DumpedMachine machine = LabMachine.Of(dump);
        var code = new DumpedCode(machine);
        var calls = new CallSites(code);
        string[] bottoms = ["ret_from_fork", "entry_SYSCALL_64_after_hwframe", "secondary_startup_64_no_verify"];
        int checkedCalls = 0;
        foreach (DumpedTask task in machine.Tasks)
        {
            StackLayers stack = StackReader.Of(machine).StackOf(task);
            if (task.State == 0x80)
            {
                // A task that has exited (TASK_DEAD): its stack was given back.
                Assert.Equal((StackEnding.NoStart, 0), (stack.Ending, stack.Layers.Length));
                continue;
            }

            Assert.Contains(stack.Frames[^1].Symbol, bottoms);
            Assert.Equal(task.Mm == 0 ? StackEnding.Complete : StackEnding.UserMode, stack.Ending);
            Assert.Equal(stack.Ending == StackEnding.UserMode, stack.User is not null);
            if (stack.Frames[0].Symbol != "__crash_kexec")
                Assert.True(stack.IsCertain, task.Comm);

            // An independent check: before each return address stands a call, and if it names a function, that is the one below or one that jumped there.
            foreach (ContextLayer layer in stack.Layers)
            {
                for (int i = 1; i < layer.Frames.Length; i++)
                {
                    // The code of the boot is not in the dump; the very first frame was jumped to by a far return.
                    if (code.Memory.Number(layer.Frames[i].Address - 8) is null || layer.Frames[i].Symbol == "secondary_startup_64_no_verify")
                        continue;
                    CallKindBefore kind = calls.Before(layer.Frames[i].Address, out ulong target);
                    bool fits = kind == CallKindBefore.Direct && calls.Fit(target, layer.Frames[i - 1].Address - layer.Frames[i - 1].Offset) != CallFit.No;
                    Assert.True(kind == CallKindBefore.Indirect || fits, $"{task.Comm}: {layer.Frames[i]}");
                    checkedCalls++;
                }
            }
        }

        Assert.True(checkedCalls > 250);
    }

    [Theory]
    [InlineData("K1")]
    [InlineData("A1")]
    public void OfTheStuckTaskLeadFromTheLoopToTheSystemCall(string dump)
    {
        DumpedMachine machine = LabMachine.Of(dump);
        JsonElement truth = LabMachine.MainTruth(dump);
        DumpedTask task = machine.Tasks.Single(t => t.Address == LabMachine.Hex(truth.GetProperty("task").GetString()!));
        ContextLayer stuck = StackReader.Of(machine).StackOf(task).Task!;
        Assert.Equal(
            ["get_process_name", "new_sys_kill", "do_syscall_64", "entry_SYSCALL_64_after_hwframe"], stuck.Frames.Select(f => f.Symbol));
        Assert.Equal(LabMachine.Hex(truth.GetProperty("offset").GetString()!), stuck.Frames[0].Offset);
        Assert.Equal(truth.GetProperty("module").GetString(), stuck.Frames[0].Module);
        Assert.True(stuck.Frames[0].Interrupted);
        string[] names = ["RAX", "RCX", "RDX", "RBX", "RSP", "RBP", "RSI", "RDI", "R8", "R9", "R10", "R11", "R12"];
        foreach (JsonProperty register in truth.GetProperty("regs").EnumerateObject().Where(r => r.Name != "RIP"))
            Assert.Equal(LabMachine.Hex(register.Value.GetString()!), stuck.Registers!.Values[Array.IndexOf(names, register.Name)]);
    }

    [Theory]
    [InlineData("K1", RegisterOrigin.CrashNotes, RegisterOrigin.CrashNotes)]
    [InlineData("A1", RegisterOrigin.QemuState, RegisterOrigin.InterruptFrame)]
    public void SayWhereTheRegistersOfTheLoopWereFound(string dump, RegisterOrigin cpuRegisters, RegisterOrigin loopRegisters)
    {
        DumpedMachine machine = LabMachine.Of(dump);
        DumpedCpu cpu = machine.Cpus[LabMachine.MainTruth(dump).GetProperty("cpu").GetInt32()];
        Assert.Equal(cpuRegisters, cpu.Registers!.Origin);
        Assert.Equal(loopRegisters, StackReader.Of(machine).StackOf(cpu).Task!.Registers!.Origin);
        Assert.DoesNotContain(LabMachine.DiagnosticsOf(dump), d => d.Id.StartsWith("VMC07", StringComparison.Ordinal));
    }

    // The lab's README: between do_syscall_64 and the entry crash lists words that earlier calls left in do_syscall_64's own frame.
    static List<(string Symbol, ulong Address)> WithoutStaleWords(List<(string Symbol, ulong Address)> frames)
    {
        int call = frames.FindIndex(f => f.Symbol == "do_syscall_64"), entry = frames.FindIndex(f => f.Symbol == "entry_SYSCALL_64_after_hwframe");
        return call < 0 || entry < call ? frames : [.. frames[..(call + 1)], .. frames[entry..]];
    }

    static string Text(string symbol, ulong address) => string.Create(CultureInfo.InvariantCulture, $"{address:x} {symbol}");

    // "name+0x12" or "name+0x12 [module]"; drgn names no module's address otherwise.
    static ulong? AddressOf(DumpedMachine machine, string frame)
    {
        string[] parts = frame.Split(' ')[0].Split("+0x");
        return parts.Length == 2 && (machine.Kernel.Symbols.Find(parts[0]) ?? machine.Modules.Select(m => m.Symbols?.Find(parts[0])).FirstOrDefault(a => a is not null)) is { } start
            ? start + LabMachine.Hex(parts[1]) : null;
    }
}
