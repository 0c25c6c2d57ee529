using Stucktrace.Dump.Layouts;
using Stucktrace.Formats;
using Stucktrace.Formats.Tests.Vmcore;
using Stucktrace.Formats.Vmcore;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Dump;

/// <summary>Layouts without BTF: what comes out is right, and enough to read the machine; the rest stays unknown.</summary>
public sealed class DerivedLayoutTests
{
    // Fields that a machine can't be read without.
    static readonly (string Structure, string Path)[] Needed =
    [
        ("task_struct", "comm"), ("task_struct", "tasks"), ("task_struct", "pid"), ("task_struct", "tgid"), ("task_struct", "group_leader"), ("task_struct", "real_parent"),
        ("task_struct", "children"), ("task_struct", "sibling"), ("task_struct", "stack"), ("task_struct", "thread.sp"), ("task_struct", "mm"), ("task_struct", "state"),
    ];

    [Theory]
    [InlineData("K1")]
    [InlineData("A1")]
    [InlineData("v9_mutex")]
    public void TheRealKernelsLayoutsComeOutOfItsData(string dump)
    {
        DumpedKernel whole = LabMachine.Of(dump).Kernel;
        VeiledDump veiled = new(whole.File);
        Assert.Equal(MemoryState.Present, whole.Memory.Translate(whole.Symbols.Find("__start_BTF")!.Value, out ulong types));
        veiled.Hide(types);
        List<InputDiagnostic> diagnostics = [];
        DumpedKernel bare = DumpedKernel.Find(veiled, null, ReadLimits.Default, diagnostics.Add)!;
        Assert.Equal("VMC1111", Assert.Single(diagnostics).Id);
        Assert.Null(bare.Types.Field("task_struct", "pid"));
        DumpedKernel kernel = DerivedTypes.Complete(bare, ReadLimits.Default);
        Compare(kernel.Types, (structure, path) => whole.Types.Field(structure, path is "state" ? "__state" : path)?.Offset);
        // Where every CPU is idle (v9) curr and idle point to the same, and neither can be told from the other.
        Assert.Equal(dump is "v9_mutex" ? null : whole.Types.Field("rq", "curr")?.Offset, kernel.Types.Field("rq", "curr")?.Offset);
        Assert.Equal(whole.Types.Field("module", "core_layout.text_size")?.Offset, kernel.Types.Field("module", "core_layout.text_size")?.Offset);
    }

    public static TheoryData<KernelShape> WithoutTypes => [.. KernelShape.Eras.Where(e => e.Btf is null)];

    [Theory]
    [MemberData(nameof(WithoutTypes))]
    public void LayoutsThatNoKernelHasAreFound(KernelShape shape)
    {
        ShapedKernel made = new(shape);
        made.AddUsualTasks();
        DumpedKernel kernel = DumpedKernel.Find(new ShapedDump(made.Finish()), null, ReadLimits.Default, d => Assert.Fail(d.Id))!;
        Compare(DerivedTypes.Complete(kernel, ReadLimits.Default).Types, (structure, path) => shape.Layouts[structure].TryGetValue(path is "state" ? "__state" : path, out var place) ? place.Offset : null);
    }

    static void Compare(IKernelTypes derived, Func<string, string, long?> truth)
    {
        List<string> wrong = [];
        foreach ((string structure, string path) in Needed)
        {
            if (derived.Field(structure, path)?.Offset != truth(structure, path))
                wrong.Add($"{structure}.{path} is {truth(structure, path)}, not {derived.Field(structure, path)?.Offset}");
        }

        foreach ((string structure, string path) in ((string, string)[])[("task_struct", "parent"), ("task_struct", "thread_group"), ("task_struct", "thread_node"), ("task_struct", "signal"), ("signal_struct", "thread_head"),
            ("task_struct", "active_mm"), ("task_struct", "flags"), ("task_struct", "exit_state"), ("task_struct", "exit_code"), ("task_struct", "exit_signal")])
        {
            if (derived.Field(structure, path) is { } found && found.Offset != truth(structure, path))
                wrong.Add($"{structure}.{path} is {truth(structure, path)}, not {found.Offset}");
        }

        Assert.Empty(wrong);
    }
}
