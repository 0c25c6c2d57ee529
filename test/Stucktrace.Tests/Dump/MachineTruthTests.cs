using System.Globalization;
using System.Text.Json;
using Stucktrace.Dump;
using Stucktrace.Formats.Symbols;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Dump;

/// <summary>Tasks, CPUs and modules of the real dumps, against what other tools say with debug information.</summary>
public class MachineTruthTests
{
    [Theory]
    [InlineData("K1")]
    [InlineData("A1")]
    [InlineData("v9_mutex")]
    public void TasksAreThoseOfTheListing(string dump)
    {
        DumpedMachine machine = LabMachine.Of(dump);
        Dictionary<ulong, int> pids = machine.Tasks.ToDictionary(t => t.Address, t => t.Pid);
        string[] read = [.. machine.Tasks.Select(t => $"{(t.IsCurrent ? ">" : "")} {t.Pid} {(t.Pid == 0 ? 0 : pids[t.Parent])} {t.Cpu} {t.Address:x16} {t.StateLetter} {(t.Mm == 0 && t.ExitState == 0 ? $"[{t.Comm}]" : t.Comm)}")];
        string[] listed = [.. Listing(dump)];
        Assert.NotEmpty(listed);
        Assert.Equal(listed.Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));
        Assert.Equal(0, machine.Tasks[0].Pid);
        Assert.Equal("swapper/1", machine.Tasks[^1].Comm);
    }

    [Theory]
    [InlineData("K1")]
    [InlineData("A1")]
    [InlineData("v9_mutex")]
    public void FieldsOfTasksAreThoseOfTheDebugger(string dump)
    {
        DumpedMachine machine = LabMachine.Of(dump);
        JsonElement[] tasks = [.. Truth(dump).GetProperty("tasks").EnumerateArray()];
        Assert.NotEmpty(tasks);
        Assert.All(tasks, truth =>
        {
            DumpedTask task = machine.Tasks.Single(t => t.Address == Hex(truth, "task"));
            Assert.Equal(
                (truth.GetProperty("pid").GetInt32(), truth.GetProperty("tgid").GetInt32(), truth.GetProperty("comm").GetString(), Hex(truth, "state"), Hex(truth, "leader"), Hex(truth, "stack"), truth.GetProperty("cpu").GetInt32()),
                (task.Pid, task.Tgid, task.Comm, task.State, task.Leader, task.Stack, task.Cpu!.Value));
        });
    }

    [Theory]
    [InlineData("K1", 28, 132)]
    [InlineData("A1", 0, 130)]
    [InlineData("v9_mutex", 0, 0)]
    public void EachCpuRunsItsTask(string dump, params int[] pids)
    {
        DumpedMachine machine = LabMachine.Of(dump);
        Assert.Equal([0, 1], machine.Cpus.Select(c => c.Number));
        Assert.Equal(pids, machine.Cpus.Select(c => machine.Tasks.Single(t => t.Address == c.Current).Pid));
        Assert.Equal(machine.Cpus.Length, machine.Tasks.Count(t => t.IsCurrent));
    }

    [Theory]
    [InlineData("K1")]
    [InlineData("A1")]
    [InlineData("v9_mutex")]
    public void ModulesAndTheirSymbolsAreThoseOfTheDebugger(string dump)
    {
        DumpedMachine machine = LabMachine.Of(dump);
        JsonElement[] modules = [.. Truth(dump).GetProperty("modules").EnumerateArray()];
        Assert.Equal(modules.Select(m => m.GetProperty("name").GetString()), machine.Modules.Select(m => m.Name));
        foreach ((JsonElement truth, LoadedModule module) in modules.Zip(machine.Modules))
        {
            Assert.Equal((Hex(truth, "base"), truth.GetProperty("text_size").GetUInt64()), (module.TextBase, module.TextSize));
            Assert.Equal(truth.GetProperty("size").GetUInt64(), module.Regions.Where(r => !r.Name.StartsWith("init.", StringComparison.Ordinal)).Aggregate(0UL, (sum, r) => sum + r.Size));
            // TAINT_OOT_MODULE is bit 12, TAINT_UNSIGNED_MODULE bit 13.
            Assert.Equal(Hex(truth, "taints") == 0x3000 ? "OE" : "", module.Taint);
            Assert.Equal(0, module.State);
            Assert.NotNull(module.Symbols);
            string[] listed = [.. truth.GetProperty("syms").EnumerateArray().Select(s => $"{s[0].GetString()} {s[2].GetString()} {s[1].GetString()}")];
            IEnumerable<KernelSymbol> symbols = module.Symbols.Symbols;
            Assert.Equal(listed.Order(StringComparer.Ordinal), symbols.Select(s => $"0x{s.Address:x} {s.Kind} {s.Name}").Order(StringComparer.Ordinal));
            Assert.Equal(module.TextBase, module.Sections.Single(s => s.Name == ".text").Address);
            Assert.Contains(module.Sections, s => s.Name == ".gnu.linkonce.this_module" && s.Address == module.Address);
        }
    }

    [Fact]
    public void TheMachineAsAWholeIsDescribed()
    {
        DumpedMachine machine = LabMachine.Of("v9_mutex");
        MachineFacts facts = MachineFacts.Read(machine, null);
        Assert.Equal(("(none)", "#1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-11-16)", 250), (facts.Host, facts.Version, facts.TicksPerSecond));
        Assert.Equal(["1.84", "0.52", "0.18"], facts.LoadAverage.Select(l => l.ToString("0.00", CultureInfo.InvariantCulture)));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 8, 44, 32, TimeSpan.Zero), facts.Time);
        Assert.Equal(63, facts.UptimeSeconds!.Value, 1.0);
        Assert.False(facts.Crashed);
        Assert.Null(facts.Panic);
    }

    [Fact]
    public void LettersComeFromTheKernelsOwnTable()
    {
        // crond slept uninterruptibly when the panic came, 32 s after it went to sleep; the log says that it waited for more than 20 s.
        DumpedTask crond = LabMachine.Of("K1").Tasks.Single(t => t.Comm == "crond");
        Assert.Equal(('D', LastRunSource.ExecStart), (crond.StateLetter, crond.LastRunSource));
        Assert.InRange(crond.SecondsSinceRun!.Value, 20, 41);
        DumpedTask owner = LabMachine.Of("v9_mutex").Tasks.Single(t => t.Comm == "owner");
        Assert.Equal(('Z', 0x20UL), (owner.StateLetter, owner.ExitState));
    }

    static IEnumerable<string> Listing(string dump)
    {
        foreach (string line in File.ReadLines(LabMachine.Truth(dump + ".crash806.txt")).SkipWhile(l => !l.Contains("COMM", StringComparison.Ordinal)).Skip(1).TakeWhile(l => !l.StartsWith("PID:", StringComparison.Ordinal)))
        {
            string[] cells = line.TrimStart('>').Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length < 9)
                continue;
            char letter = cells[4] switch { "RU" => 'R', "IN" => 'S', "UN" => 'D', "ID" => 'I', "ZO" => 'Z', var other => throw new InvalidDataException(other) };
            yield return $"{(line.StartsWith('>') ? ">" : "")} {cells[0]} {cells[1]} {cells[2]} {cells[3]} {letter} {cells[8]}";
        }
    }

    static JsonElement Truth(string dump) => JsonDocument.Parse(File.ReadAllText(LabMachine.Truth(dump + ".drgn.json"))).RootElement;

    static ulong Hex(JsonElement element, string name) => Convert.ToUInt64(element.GetProperty(name).GetString()![2..], 16);
}
