using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>The real dumps of the lab, each opened once for all tests.</summary>
static class LabDump
{
    static readonly System.Collections.Concurrent.ConcurrentDictionary<string, DumpedKernel> Kernels = new(StringComparer.Ordinal);

    internal static string Truth(string file) => File.ReadAllText(Path.Combine(Shared.Folder("lab/truth"), file));

    internal static DumpFile Open(string dump)
    {
        string folder = Shared.Folder("lab/vmcore");
        DumpFile? file = DumpFile.Open([Directory.GetFiles(folder, dump + ".*").Single()], ReadLimits.Default, d => Assert.Fail($"{d.Id} {string.Join(' ', d.Message.Arguments)}"));
        Assert.NotNull(file);
        return file;
    }

    internal static DumpedKernel Kernel(string dump) => Kernels.GetOrAdd(dump, static name =>
    {
        DumpedKernel? kernel = DumpedKernel.Find(Open(name), null, ReadLimits.Default, d => Assert.Fail($"{d.Id} {string.Join(' ', d.Message.Arguments)}"));
        Assert.NotNull(kernel);
        return kernel;
    });
}
