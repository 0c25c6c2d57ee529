using System.Collections.Concurrent;
using Stucktrace.Dump;
using Stucktrace.Formats;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Tests.Support;

/// <summary>The machines in the lab's real dumps, each read once for all tests.</summary>
static class LabMachine
{
    static readonly ConcurrentDictionary<string, DumpedMachine> Machines = new(StringComparer.Ordinal);

    internal static string Folder(string part) => Checkout.Shared("lab", part);

    internal static string DumpPath(string dump) => Directory.GetFiles(Folder("vmcore"), dump + ".*").Single();

    internal static DumpedMachine Of(string dump)
    {
        string path = DumpPath(dump);
        return Machines.GetOrAdd(dump, _ =>
        {
            DumpFile file = DumpFile.Open([path], ReadLimits.Default, Fail)!;
            return DumpedMachine.Read(DumpedKernel.Find(file, null, ReadLimits.Default, Fail)!, Fail);
        });
    }

    static void Fail(InputDiagnostic diagnostic) => Assert.Fail($"{diagnostic.Id} {string.Join(' ', diagnostic.Message.Arguments)}");
}
