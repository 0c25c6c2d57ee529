using Stucktrace.Dump;
using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Dump;

/// <summary>The real dumps of ../shared/lab, each opened once for all tests.</summary>
static class LabDump
{
    static readonly Dictionary<string, Lazy<LabMachine>> Opened = new(StringComparer.Ordinal)
    {
        ["K1"] = new(() => Open("K1.d31.zlib.kdump")),
        ["A1"] = new(() => Open("A1.d31.lzo.kdump")),
        ["v9_mutex"] = new(() => Open("v9_mutex.d31.zlib.kdump")),
    };

    internal static LabMachine Of(string name)
    {
        Checkout.Shared("lab", "vmcore");
        return Opened[name].Value;
    }

    static LabMachine Open(string file)
    {
        List<InputDiagnostic> diagnostics = [];
        DumpFile dump = DumpFile.Open([Checkout.Shared("lab", "vmcore", file)], ReadLimits.Default, diagnostics.Add) ?? throw new InvalidDataException(file);
        DumpedKernel kernel = DumpedKernel.Find(dump, null, ReadLimits.Default, diagnostics.Add) ?? throw new InvalidDataException(file);
        return new LabMachine(DumpedMachine.Read(kernel, diagnostics.Add), diagnostics);
    }
}

sealed record LabMachine(DumpedMachine Machine, List<InputDiagnostic> Diagnostics);
