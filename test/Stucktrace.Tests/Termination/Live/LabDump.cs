using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Stucktrace.Dump;
using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore;
using Stucktrace.Termination.Live;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Termination.Live;

/// <summary>A real dump with what is known to be true of it.</summary>
sealed class LabDump : IDisposable
{
    static readonly string[] Registers = ["RAX", "RCX", "RDX", "RBX", "RSP", "RBP", "RSI", "RDI"];
    readonly DumpFile _file;

    LabDump(DumpFile file, DumpedKernel kernel, JsonElement truth) => (_file, Kernel, Truth) = (file, kernel, truth);

    internal DumpedKernel Kernel { get; }

    internal JsonElement Truth { get; }

    internal static LabDump Open(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Checkout.Shared("lab", "truth", "main.json")));
        JsonElement truth = document.RootElement.GetProperty(name).Clone();
        DumpFile file = DumpFile.Open([Checkout.Shared("lab", truth.GetProperty("core").GetString()!)], ReadLimits.Default, _ => { })!;
        return new LabDump(file, DumpedKernel.Find(file, null, ReadLimits.Default, _ => { })!, truth);
    }

    internal ulong Hex(string name) => Parse(Truth.GetProperty(name).GetString()!);

    internal ulong Register(string name) => Truth.GetProperty("regs").TryGetProperty(name, out JsonElement value) ? Parse(value.GetString()!) : 0;

    internal ImmutableArray<ulong> AllRegisters() => [.. Registers.Select(Register), .. Enumerable.Range(8, 8).Select(i => Register($"R{i}"))];

    /// <summary>The stuck CPU's state as the truth has it.</summary>
    internal LiveState State()
    {
        DumpedMachine machine = Machine;
        return new LiveState(AllRegisters(), Place(machine), 0x246, Cpu(machine).PerCpuOffset);
    }

    /// <summary>Runs the stuck CPU from the registers that the truth has, or from elsewhere in the kernel.</summary>
    internal LiveStudy Study(LiveLoop? loop = null, Action<ulong[], Func<string, ulong?>>? registers = null, string? start = null)
    {
        DumpedMachine machine = Machine;
        ulong[] values = [.. AllRegisters()];
        registers?.Invoke(values, Kernel.Symbols.Find);
        ulong at = start is null ? Place(machine) : Kernel.Symbols.Find(start)!.Value;
        return LiveProof.Run(machine, Cpu(machine), new DumpedRegisters([.. values], at, 0x246, 0x10, RegisterOrigin.CrashNotes, 0), loop)!;
    }

    internal DumpedMachine Machine => field ??= DumpedMachine.Read(Kernel, _ => { });

    ulong Place(DumpedMachine machine)
    {
        LoadedModule module = machine.Modules.Single(m => m.Name == Truth.GetProperty("module").GetString());
        return module.Symbols!.Find(Truth.GetProperty("function").GetString()!)!.Value + Hex("offset");
    }

    DumpedCpu Cpu(DumpedMachine machine) => machine.Cpus.Single(c => c.Number == Truth.GetProperty("cpu").GetInt32());

    public void Dispose() => _file.Dispose();

    static ulong Parse(string text) => ulong.Parse(text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
