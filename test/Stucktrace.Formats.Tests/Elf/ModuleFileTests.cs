using System.Diagnostics;
using Stucktrace.Formats.Elf;

namespace Stucktrace.Formats.Tests.Elf;

/// <summary>The lab's modules as readelf and modinfo describe them.</summary>
public sealed class ModuleFileTests
{
    [Fact]
    public void EveryModuleOfDebianLoads()
    {
        string folder = Environment.GetEnvironmentVariable("STUCKTRACE_DEBIAN_MODULES") ?? "/tmp/deb/x/lib/modules";
        Assert.SkipUnless(Directory.Exists(folder), "needs Debian's linux-image-6.1 unpacked at STUCKTRACE_DEBIAN_MODULES");
        Stopwatch watch = Stopwatch.StartNew();
        int files = 0, symbols = 0, relocations = 0, sites = 0, exports = 0, signed = 0, stripped = 0;
        List<string> complaints = [];
        foreach (string path in Directory.EnumerateFiles(folder, "*.ko", SearchOption.AllDirectories))
        {
            ModuleFile? module = ModuleFile.Open(path, d => complaints.Add($"{path}: {d.Id} {d.Message.Id} {string.Join(' ', d.Message.Arguments)}"));
            Assert.NotNull(module);
            Assert.Equal(ModuleNames.FromPath(path), module.Name);
            files++;
            symbols += module.Elf.Symbols.Length;
            foreach (ElfSection section in module.Elf.Sections)
                relocations += module.Elf.RelocationsOf(section).Length;
            PatchSites p = module.PatchSites;
            sites += p.FtraceCalls.Length + p.Alternatives.Length + p.OrcAddresses.Length + p.Returns.Length + p.Exceptions.Length + p.JumpLabels.Length;
            exports += module.Exports.Length;
            signed += module.Signature is null ? 0 : 1;
            Assert.True(module.Info.IsInTree && module.ThisModule is not null, path);
            stripped += module.IsStripped ? 1 : 0;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{files} files, {symbols} symbols, {relocations} relocations, {sites} sites, {exports} exports, {signed} signed, {stripped} without functions, {watch.ElapsedMilliseconds} ms");
        Assert.Empty(complaints);
        Assert.True(files > 4000);
    }
}
