using System.Collections.Concurrent;
using System.Text.Json;
using Stucktrace.Dump;
using Stucktrace.Dump.Registers;
using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Tests.Support;

/// <summary>The machines of the real dumps, each opened once for all tests, with the registers of its CPUs.</summary>
static class LabMachine
{
    static readonly ConcurrentDictionary<string, Lazy<(DumpedMachine Machine, List<InputDiagnostic> Diagnostics)>> Machines = [];

    internal static DumpedMachine Of(string name) => Open(name).Machine;

    internal static List<InputDiagnostic> DiagnosticsOf(string name) => Open(name).Diagnostics;

    internal static string PathOf(string name) =>
        Checkout.Shared("lab", "vmcore", name switch { "A1" => "A1.d31.lzo.kdump", _ => name + ".d31.zlib.kdump" });

    internal static string Truth(string file) => Checkout.Shared("lab", "truth", file);

    internal static string Folder(string part) => Checkout.Shared("lab", part);

    internal static JsonElement MainTruth(string name) => JsonDocument.Parse(File.ReadAllText(Truth("main.json"))).RootElement.GetProperty(name);

    internal static ulong Hex(string text) => Convert.ToUInt64(text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text, 16);

    static (DumpedMachine Machine, List<InputDiagnostic> Diagnostics) Open(string name)
    {
        string path = PathOf(name);
        return Machines.GetOrAdd(name, _ => new(() =>
        {
            List<InputDiagnostic> diagnostics = [];
            DumpFile file = DumpFile.Open([path], ReadLimits.Default, diagnostics.Add) ?? throw new InvalidOperationException(path);
            DumpedKernel kernel = DumpedKernel.Find(file, null, ReadLimits.Default, diagnostics.Add) ?? throw new InvalidOperationException("no kernel in " + path);
            return (CpuRegisters.Complete(DumpedMachine.Read(kernel, diagnostics.Add), diagnostics.Add), diagnostics);
        })).Value;
    }
}
