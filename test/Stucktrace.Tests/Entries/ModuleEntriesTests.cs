using Stucktrace.Code;
using Stucktrace.Code.Entries;
using Stucktrace.Formats.Elf;
using Stucktrace.Reporting;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Entries;

/// <summary>What modules do to the kernel: those of the lab, and ours.</summary>
public sealed class ModuleEntriesTests
{
    [Theory]
    [InlineData("dirpro.ko")]
    [InlineData("clang/dirpro.ko")]
    [InlineData("stripped/dirpro_rcu_stripped.ko")]
    public void Dump(string name)
    {
        ModuleFile module = ModuleFile.Open(Checkout.Shared("lab", "ko", name), d => Assert.Fail(d.Id))!;
        ModuleCode code = ModuleCode.Analyze(ModuleImage.Load(module));
        ModuleEntries entries = ModuleEntries.Of(code);
        ITestOutputHelper o = TestContext.Current.TestOutputHelper!;
        foreach (KernelChange c in entries.Changes)
            o.WriteLine($"{c.Kind} {c.Confidence} {c.What.Render(Language.English)} by {c.By?.Name} at {string.Join(' ', c.Evidence.Select(e => module.Elf.Sections[e.Section].Name + "+" + e.Offset.ToString("x")))}");
        foreach (KernelEntry e in entries.Entries)
            o.WriteLine($"ENTRY {e.Kind} {e.Function.Name} {e.How.Render(Language.English)} [{e.Label}] at {module.Elf.Sections[e.Evidence.Section].Name}+{e.Evidence.Offset:x}");
        foreach (Function f in code.Functions)
            o.WriteLine($"{f.Name}: {string.Join("; ", entries.PathsTo(f))}");
    }
}
