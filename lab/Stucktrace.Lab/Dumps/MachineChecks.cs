using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Stucktrace.Dump;
using Stucktrace.Dump.Log;
using Stucktrace.Dump.Stacks;
using Stucktrace.Formats.Symbols;
using Stucktrace.Reporting;

namespace Stucktrace.Lab.Dumps;

/// <summary>Holds a dump's modules, symbols, registers and log against what the kernel and QEMU said.</summary>
/// <param name="dump">The dump.</param>
/// <param name="facts">What the kernel said last.</param>
/// <param name="console">What it printed.</param>
/// <param name="halted">The CPUs' registers as QEMU's monitor showed them at the time of the dump.</param>
sealed class MachineChecks(DumpResult dump, KernelFacts facts, ConsoleLog console, ImmutableArray<HaltedRegisters> halted)
{
    // From the facts to the dump: the guest is waited for, halted and written.
    const double LongestWait = 30;

    static readonly string[] RegisterNames = ["RAX", "RCX", "RDX", "RBX", "RSP", "RBP", "RSI", "RDI", "R08", "R09", "R10", "R11", "R12", "R13", "R14", "R15"];

    readonly DumpedMachine _machine = dump.Machine!;

    /// <summary>All comparisons.</summary>
    public IEnumerable<CheckRow> All()
    {
        double uptime = dump.Facts.UptimeSeconds ?? -1;
        yield return new CheckRow("release and uptime", 2,
        [
            .. facts.Release == _machine.Kernel.Release ? (ImmutableArray<string>)[] : [$"{facts.Release}, {_machine.Kernel.Release}"],
            .. uptime - facts.UptimeSeconds is >= -1 and < LongestWait ? (ImmutableArray<string>)[] : [string.Create(CultureInfo.InvariantCulture, $"{facts.UptimeSeconds} s, {uptime} s")],
        ]);
        yield return CheckRow.Each("modules: order, address, size, state, taint", facts.Modules.Select((m, i) => (Said: m, Read: _machine.Modules.ElementAtOrDefault(i))), m => Difference(m.Said, m.Read));
        yield return Symbols();
        yield return CheckRow.Each("registers of the CPUs (QEMU's monitor)", halted.Select((h, i) => (Said: h, Read: _machine.Cpus.FirstOrDefault(c => c.Number == i)?.Registers)), r => Difference(r.Said, r.Read));
        yield return StuckCpu();
        ImmutableArray<string> log = dump.Log is { } read ? [.. read.Records.SelectMany(Lines)] : [];
        yield return CheckRow.Each("log (the console's lines)", console.Lines.Select((l, i) => (Said: l, Read: log.ElementAtOrDefault(i))), l => l.Said == l.Read ? null : $"{l.Said}, {l.Read ?? "nothing"}");
        yield return new CheckRow("no complaint while reading", 1, [.. dump.Diagnostics.Select(d => $"{d.Id} {d.Message.Render(Language.English)}")]);
    }

    static string? Difference(ModuleFact said, LoadedModule? read)
    {
        if (read is null)
            return $"{said.Name}: not in the dump";
        ulong size = (ulong)read.Regions.Where(r => !r.Name.StartsWith("init.", StringComparison.Ordinal)).Sum(r => (long)r.Size);
        string state = read.State == 0 ? "Live" : read.State.ToString(CultureInfo.InvariantCulture);
        return (said.Name, said.Address, said.Size, said.State, said.Taint) == (read.Name, read.TextBase, size, state, read.Taint)
            ? null : string.Create(CultureInfo.InvariantCulture, $"{said}, {read.Name} 0x{read.TextBase:x} {size} {state} {read.Taint}");
    }

    // Several names may stand at one address: the one that the kernel lists must be among them.
    CheckRow Symbols()
    {
        Dictionary<string, HashSet<(ulong, string)>> tables = _machine.Modules.ToDictionary(m => m.Name, m => Names(m.Symbols), StringComparer.Ordinal);
        HashSet<(ulong, string)> kernel = Names(_machine.Kernel.Symbols);
        return CheckRow.Each("symbols (/proc/kallsyms)", facts.Symbols,
            s => (s.Module is { } module ? tables.GetValueOrDefault(module, []) : kernel).Contains((s.Address, s.Name)) ? null : $"{s}: not in the dump");
    }

    static HashSet<(ulong, string)> Names(SymbolTable? table) => table is null ? [] : [.. table.Symbols.Select(s => (s.Address, s.Name))];

    static string? Difference(HaltedRegisters said, DumpedRegisters? read) =>
        read is null ? "no registers in the dump"
        : said.Values.SequenceEqual(read.Values) && (said.InstructionPointer, said.Flags, said.CodeSegment) == (read.InstructionPointer, read.Flags, read.CodeSegment)
            ? null : $"RIP {said.InstructionPointer:x}, {read.InstructionPointer:x}; {string.Join(' ', said.Values.Zip(read.Values).Select((p, i) => p.First == p.Second ? null : $"{RegisterNames[i]} {p.First:x}, {p.Second:x}").OfType<string>())}";

    // The loop goes on between report and dump: its function, its stack and its callers are the same, the registers that it changes are not.
    CheckRow StuckCpu()
    {
        const string What = "stuck CPU: function, stack pointer and callers as last printed";
        if (console.LastBusy() is not { } printed)
            return new CheckRow(What, 0, []);
        foreach (DumpedCpu cpu in _machine.Cpus)
        {
            if (StackReader.Of(_machine).StackOf(cpu).Task is not { Registers: { } registers } layer || layer.Frames.IsEmpty || layer.Frames[0].Module is null)
                continue;
            ImmutableArray<string> frames = [.. layer.Frames.Select(FrameText.Of)];
            return new CheckRow(What, 2 + printed.Callers.Length,
            [
                .. Function(frames[0]) == Function(printed.Place) ? (ImmutableArray<string>)[] : [$"{printed.Place}, {frames[0]}"],
                .. printed.Registers["RSP"] == registers.StackPointer ? (ImmutableArray<string>)[] : [$"RSP {printed.Registers["RSP"]:x}, {registers.StackPointer:x}"],
                .. printed.Callers.SequenceEqual(frames[1..]) ? (ImmutableArray<string>)[] : [$"{string.Join(" < ", printed.Callers)}, {string.Join(" < ", frames[1..])}"],
            ]);
        }

        return new CheckRow(What, 1, ["no CPU of the dump is in a module"]);
    }

    static string Function(string frame) => frame[..frame.IndexOf('+', StringComparison.Ordinal)];

    // On a console each line of a record has its time in front; in dmesg only the first.
    static IEnumerable<string> Lines(DumpedLogRecord record)
    {
        ulong time = record.Nanoseconds ?? 0;
        string stamp = string.Create(CultureInfo.InvariantCulture, $"[{time / 1_000_000_000,5}.{time % 1_000_000_000 / 1000:d6}] ");
        return Encoding.Latin1.GetString(record.Text.Span).Split('\n').Select(l => stamp + l);
    }
}
