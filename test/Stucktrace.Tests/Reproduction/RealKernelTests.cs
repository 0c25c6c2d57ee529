using Stucktrace.Formats;
using Stucktrace.Formats.DebugInfo;
using Stucktrace.Formats.Symbols;
using Stucktrace.Kernel;
using Stucktrace.Reporting;
using Stucktrace.Reproduction.Guests;
using Stucktrace.Reproduction.StandIns;
using Stucktrace.Reproduction.Triggers;

namespace Stucktrace.Tests.Reproduction;

/// <summary>Tables of ours against a real kernel's own types, where one is at hand: the package or folder that STUCKTRACE_KERNEL names.</summary>
public sealed class RealKernelTests : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("real-kernel-").FullName;
    readonly List<Message> _told = [];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    BootableKernel Kernel()
    {
        string? source = Environment.GetEnvironmentVariable("STUCKTRACE_KERNEL");
        Assert.SkipUnless(source is { Length: > 0 }, "needs a kernel: STUCKTRACE_KERNEL");
        BootableKernel? kernel = KernelSource.Open(source!.Split(':'), Path.Combine(_root, "kernel"), [KernelFacts.ModelName], _told.Add);
        Assert.True(kernel is not null, string.Join(' ', _told.Select(t => t.Id)));
        return kernel;
    }

    [Fact]
    public void SlotsOfFilesAreWhereTheKernelHasThem()
    {
        BootableKernel kernel = Kernel();
        Btf types = Assert.IsType<SymbolFile>(SymbolFile.Open(kernel.ImagePath, _ => { })).Types!;
        KernelRelease release = KernelRelease.Parse(kernel.Release)!;
        foreach ((string structure, string member, FileOperation operation) in ((string, string, FileOperation)[])
            [
                ("file_operations", "llseek", FileOperation.Seek), ("file_operations", "read", FileOperation.Read), ("file_operations", "write", FileOperation.Write),
                ("file_operations", "read_iter", FileOperation.Read), ("file_operations", "write_iter", FileOperation.Write), ("file_operations", "iterate_shared", FileOperation.List),
                ("file_operations", "poll", FileOperation.Poll), ("file_operations", "unlocked_ioctl", FileOperation.Control), ("file_operations", "mmap", FileOperation.Map),
                ("file_operations", "open", FileOperation.Open), ("file_operations", "release", FileOperation.Open),
                ("proc_ops", "proc_open", FileOperation.Open), ("proc_ops", "proc_read", FileOperation.Read), ("proc_ops", "proc_write", FileOperation.Write),
                ("proc_ops", "proc_lseek", FileOperation.Seek), ("proc_ops", "proc_ioctl", FileOperation.Control), ("proc_ops", "proc_mmap", FileOperation.Map),
            ])
        {
            ulong field = (ulong)types.MembersOf(types.FindStruct(structure)!.Value.Id).Single(m => m.Name == member).Offset;
            Assert.True(operation == FileSlots.Find(release, structure == "proc_ops", field)?.Operation, $"{structure}.{member} at {field:x} of {kernel.Release}");
        }
    }

    [Fact]
    public void AStandInKnowsWhatItHasToKnow()
    {
        KernelFacts? facts = KernelFacts.Read(Kernel(), _told.Add);
        Assert.True(facts is not null, string.Join(' ', _told.Select(t => t.Render(Language.English))));
        // Debian's kernels compare no CRCs since 7.x.
        if (facts.Vermagic.Contains("modversions", StringComparison.Ordinal))
            Assert.Superset(new HashSet<string>(["module_layout", facts.CurrentSymbol, "register_kprobe"], StringComparer.Ordinal), facts.Versions.Select(v => v.Name).ToHashSet(StringComparer.Ordinal));
        Assert.All((long[])[facts.Tasks, facts.Pid, facts.Leader, facts.ProbeSymbol, facts.ProbeHandler], offset => Assert.True(offset > 0));
    }
}
