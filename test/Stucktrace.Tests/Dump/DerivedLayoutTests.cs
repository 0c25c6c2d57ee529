using Stucktrace.Dump.Layouts;
using Stucktrace.Formats;
using Stucktrace.Formats.DebugInfo;
using Stucktrace.Formats.Elf;
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
        DumpedKernel bare = WithoutTypes(dump);
        Assert.Null(bare.Types.Field("task_struct", "pid"));
        DumpedKernel kernel = DerivedTypes.Complete(bare, ReadLimits.Default);
        Compare(kernel.Types, (structure, path) => whole.Types.Field(structure, path is "state" ? "__state" : path)?.Offset);
        foreach ((string structure, string path) in ((string, string)[])[("module", "core_layout.base"), ("module", "core_layout.size"), ("module", "kallsyms"), ("mod_kallsyms", "num_symtab"), ("mod_kallsyms", "strtab")])
            Assert.Equal(whole.Types.Field(structure, path)!.Value.Offset, kernel.Types.Field(structure, path)!.Value.Offset);
        Assert.Null(kernel.Types.Field("module", "symtab"));
        // The same machine comes out of both, modules with their symbols too.
        Stucktrace.Dump.DumpedMachine known = LabMachine.Of(dump), derived = Stucktrace.Dump.DumpedMachine.Read(bare, _ => { });
        Assert.Equal(known.Tasks.Select(t => (t.Pid, t.Tgid, t.Comm, t.State, t.ExitState, t.Leader, t.Parent, t.Stack, t.SavedStackPointer, t.Mm, t.Flags)), derived.Tasks.Where(t => known.Tasks.Any(k => k.Address == t.Address)).Select(t => (t.Pid, t.Tgid, t.Comm, t.State, t.ExitState, t.Leader, t.Parent, t.Stack, t.SavedStackPointer, t.Mm, t.Flags)));
        Assert.Equal(known.Modules.Select(m => (m.Name, m.TextBase, m.TextSize, m.Symbols?.Count)), derived.Modules.Select(m => (m.Name, m.TextBase, m.TextSize, m.Symbols?.Count)));
        // Where every CPU is idle (v9) curr and idle point to the same, and neither can be told from the other.
        Assert.Equal(dump is "v9_mutex" ? null : whole.Types.Field("rq", "curr")?.Offset, kernel.Types.Field("rq", "curr")?.Offset);
        Assert.Equal(whole.Types.Field("module", "core_layout.text_size")?.Offset, kernel.Types.Field("module", "core_layout.text_size")?.Offset);
    }

    [Fact]
    public void TheKernelsCodeBearsWitness()
    {
        TaskWitness witness = TaskWitness.Of(LabMachine.Of("K1").Kernel);
        IKernelTypes types = LabMachine.Of("K1").Kernel.Types;
        foreach (string field in (string[])["comm", "pid", "real_parent", "exit_state"])
            Assert.Contains(types.Field("task_struct", field)!.Value.Offset, witness.Fields[field]);
        Assert.Contains(types.Field("task_struct", "__state")!.Value.Offset, witness.Fields["state"]);
        // It chooses among candidates, and makes none up.
        int pid = (int)types.Field("task_struct", "pid")!.Value.Offset;
        Assert.Equal((pid, LayoutSource.KernelCode), witness.Only("pid", [pid, 8]));
        Assert.Null(witness.Only("pid", [9, 17]));
        Assert.Equal((9, LayoutSource.Validated), witness.Only("pid", [9]));
        Assert.Null(witness.Only("pid", []));
    }

    [Fact]
    public void AModuleFileOfTheSameKernelTellsTheSizeOfItsStruct()
    {
        ModuleFile file = ModuleFile.Open(Path.Combine(LabMachine.Folder("ko"), "dirpro_rcu.ko"), d => Assert.Fail(d.Id))!;
        DumpedKernel whole = LabMachine.Of("K1").Kernel, bare = WithoutTypes("K1");
        IKernelTypes types = DerivedTypes.Complete(bare, ReadLimits.Default, [file]).Types;
        Assert.Equal(whole.Types.SizeOf("module"), types.SizeOf("module"));
        Assert.Equal(whole.Types.Field("module", "init")!.Value.Offset, types.Field("module", "init")!.Value.Offset);
        Assert.Equal(LayoutSource.ModuleFile, types.Field("module", "exit")!.Value.Source);
        // One of another kernel tells nothing.
        ShapedKernel made = new(KernelShape.Eras[0]);
        DumpedKernel other = DumpedKernel.Find(new ShapedDump(made.Finish()), null, ReadLimits.Default, d => Assert.Fail(d.Id))!;
        Assert.Null(DerivedTypes.Complete(other, ReadLimits.Default, [file]).Types.SizeOf("module"));
    }

    [Fact]
    public void AModulesOwnTypesAreReadOverTheKernels()
    {
        Stucktrace.Dump.DumpedMachine machine = LabMachine.Of("K1");
        ulong module = machine.Modules.Single(m => m.Name == "qemu_fw_cfg").Address;
        Btf types = machine.Kernel.ReadModuleBtf(module, ReadLimits.Default, d => Assert.Fail(d.Id))!;
        Assert.True(types.IsSplit);
        Assert.NotNull(types.FindStruct("fw_cfg_sysfs_entry"));
        Assert.NotNull(types.FindStruct("task_struct"));
        // Built without vmlinux at hand: no types of its own.
        Assert.Null(machine.Kernel.ReadModuleBtf(machine.Modules.Single(m => m.Name == "dirpro_rcu").Address, ReadLimits.Default, d => Assert.Fail(d.Id)));
    }

    [Theory]
    [InlineData(1_000_000, true)]
    [InlineData(100, false)]
    public void StepsAlongListsAreBounded(long steps, bool known)
    {
        ShapedKernel made = new(Exclusions);
        made.AddUsualTasks();
        DumpedKernel kernel = DumpedKernel.Find(new ShapedDump(made.Finish()), null, ReadLimits.Default, d => Assert.Fail(d.Id))!;
        // With too few nothing is known: what was found first may not be the only one that fits.
        Assert.Equal(known, DerivedTypes.Complete(kernel, ReadLimits.Default with { MaxLayoutSteps = steps }).Types.Field("task_struct", "comm") is not null);
    }

    static readonly KernelShape Exclusions = KernelShape.Eras[1];

    [Fact]
    public void WithPagesLeftOutNothingBecomesWrong()
    {
        ShapedKernel made = new(Exclusions);
        made.AddUsualTasks();
        DumpWriter dump = made.Finish();
        // Fillers of the image change nothing: every page of data, tables, stacks and tasks.
        int unknown = 0, tried = 0;
        foreach (ulong frame in dump.Pages.Keys.Where(f => f >= (Exclusions.Physical + 0x60_0000) / 4096).ToArray())
        {
            dump.Excluded.Clear();
            dump.Excluded.Add(frame);
            tried++;
            if (DumpedKernel.Find(new ShapedDump(dump), null, ReadLimits.Default, _ => { }) is not { } kernel)
            {
                unknown++;
                continue;
            }

            IKernelTypes types = DerivedTypes.Complete(kernel, ReadLimits.Default).Types;
            foreach ((string structure, var fields) in Exclusions.Layouts)
            {
                foreach ((string name, (int offset, _)) in fields)
                {
                    FieldPlace? found = types.Field(structure, name is "__state" ? "state" : name);
                    Assert.True(found is null || found.Value.Offset == offset, $"{structure}.{name} is {offset}, not {found?.Offset}, without the page {frame:x}");
                    unknown += found is null ? 1 : 0;
                }
            }
        }

        Assert.True(tried > 40 && unknown > 0, $"{tried} pages, {unknown} unknown");
    }

    static DumpedKernel WithoutTypes(string dump)
    {
        DumpedKernel whole = LabMachine.Of(dump).Kernel;
        VeiledDump veiled = new(whole.File);
        Assert.Equal(MemoryState.Present, whole.Memory.Translate(whole.Symbols.Find("__start_BTF")!.Value, out ulong types));
        veiled.Hide(types);
        List<InputDiagnostic> diagnostics = [];
        DumpedKernel bare = DumpedKernel.Find(veiled, null, ReadLimits.Default, diagnostics.Add)!;
        Assert.Equal("VMC1111", Assert.Single(diagnostics).Id);
        return bare;
    }

    public static TheoryData<KernelShape> ErasWithoutTypes => [.. KernelShape.Eras.Where(e => e.Btf is null)];

    [Theory]
    [MemberData(nameof(ErasWithoutTypes))]
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
