using Stucktrace.Code;
using Stucktrace.Code.Entries;
using Stucktrace.Formats.Elf;
using Stucktrace.Reporting;
using Stucktrace.Tests.Support;

namespace Stucktrace.Tests.Entries;

/// <summary>What modules do to the kernel: those of the lab, and ours, built by two compilers with several options.</summary>
public sealed class ModuleEntriesTests
{
    public static TheoryData<string, string> Builds()
    {
        TheoryData<string, string> builds = [];
        foreach (string compiler in (string[])["gcc", "clang"])
        {
            foreach (string options in (string[])["-O2", "-O1", "-Os", "-O3 -fno-omit-frame-pointer", "-O2 -DSTRIP"])
                builds.Add(compiler, options);
        }

        return builds;
    }

    [Theory]
    [InlineData("dirpro.ko", "new_sys_kill", "get_process_name")]
    [InlineData("dirpro_rcu.ko", "new_sys_kill", "get_process_name")]
    [InlineData("clang/dirpro.ko", "new_sys_kill", "get_process_name")]
    [InlineData("stripped/dirpro_rcu_stripped.ko", "sub_80", "sub_0")]
    [InlineData("v1_inline.ko", "new_sys_kill", "new_sys_kill")]
    public void TheLabsModulesReplaceKill(string file, string replacement, string suspect)
    {
        ModuleCode code = ModuleCode.Analyze(ModuleImage.Load(ModuleFile.Open(Checkout.Shared("lab", "ko", file), d => Assert.Fail(d.Id))!));
        ModuleEntries entries = ModuleEntries.Of(code);
        KernelChange table = Assert.Single(entries.Changes, c => c.Kind == KernelChangeKind.SystemCallReplaced);
        Assert.Equal((62, "kill", replacement, "sys_call_table"), (table.SystemCall, table.SystemCallName, table.Replacement!.Name, table.KernelSymbol));
        KernelChange jump = Assert.Single(entries.Changes, c => c.Kind == KernelChangeKind.FunctionOverwritten);
        Assert.Equal(("__x64_sys_kill", replacement), (jump.KernelSymbol, jump.Replacement!.Name));
        Assert.Equal(2, entries.Changes.Count(c => c.Kind == KernelChangeKind.WriteProtectionOff));
        Assert.Equal(["__x64_sys_kill", "kallsyms_lookup_name", "sys_call_table"], entries.Changes.Where(c => c.Kind == KernelChangeKind.SymbolLookup).Select(c => c.KernelSymbol).Order(StringComparer.Ordinal));
        // The evidence is the instruction that writes.
        Assert.Equal(".init.text", code.Image.Elf.Sections[table.Evidence[0].Section].Name);
        string path = entries.PathTo(code.Find(suspect)!)!.ToString();
        Assert.Equal(suspect == replacement ? $"kill(2) → {replacement}" : $"kill(2) → {replacement} → {suspect}", path);
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public void ATableFoundBySearchingIsRecognised(string compiler, string options)
    {
        ModuleEntries entries = Entries("el6_hooks.c", compiler, options, out ModuleCode code);
        KernelChange[] calls = [.. entries.Changes.Where(c => c.Kind == KernelChangeKind.SystemCallReplaced)];
        Assert.Equal(["open", "kill", "unlink"], calls.Select(c => c.SystemCallName));
        if (!options.Contains("STRIP", StringComparison.Ordinal))
        {
            Assert.Equal(["new_open_f", "new_sys_kill", "new_unlink"], calls.Select(c => c.Replacement!.Name));
            Assert.StartsWith("kill(2) → new_sys_kill", entries.PathTo(code.Find("get_process_name")!)!.ToString(), StringComparison.Ordinal);
        }

        Assert.Contains(entries.Changes, c => c.Kind == KernelChangeKind.WriteProtectionOff);
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public void AHelperThatWritesTheTableIsSeenThrough(string compiler, string options)
    {
        ModuleEntries entries = Entries("helper_hooks.c", compiler, options, out _);
        Assert.Equal(["getdents64", "openat"], entries.Changes.Where(c => c.Kind == KernelChangeKind.SystemCallReplaced).Select(c => c.SystemCallName));
        Assert.Equal(["openat(2)", "getdents64(2)"], entries.Entries.Where(e => e.Kind == KernelEntryKind.SystemCall).Select(e => e.Label).OrderDescending(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public void AJumpThatIsCopiedOverAFunctionIsRecognised(string compiler, string options)
    {
        ModuleEntries entries = Entries("copied_jump.c", compiler, options, out _);
        Assert.Equal(["__x64_sys_kill", "vfs_read"], entries.Changes.Where(c => c.Kind == KernelChangeKind.FunctionOverwritten).Select(c => c.KernelSymbol).Order(StringComparer.Ordinal));
        Assert.Contains(entries.Changes, c => c is { Kind: KernelChangeKind.MemoryMadeWritable, KernelSymbol: "__x64_sys_kill" });
        Assert.Contains(entries.Entries, e => e.Label == "kill(2)");
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public void HooksThroughTheFunctionTracerAreRecognised(string compiler, string options)
    {
        ModuleEntries entries = Entries("traced_hooks.c", compiler, options, out _);
        Assert.Equal(["kill", "mkdir"], entries.Changes.Where(c => c.Kind == KernelChangeKind.FunctionOverwritten).Select(c => c.SystemCallName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public void AnHonestDriverChangesNothing(string compiler, string options)
    {
        ModuleEntries entries = Entries("harmless.c", compiler, options, out ModuleCode code);
        Assert.Empty(entries.Changes);
        (KernelEntryKind, string)[] expected =
        [
            (KernelEntryKind.Notifier, "register_reboot_notifier"), (KernelEntryKind.Timer, "init_timer_key"), (KernelEntryKind.DeferredWork, "queue_work_on"),
            (KernelEntryKind.Interrupt, "request_threaded_irq"), (KernelEntryKind.Thread, "kthread_create_on_node"), (KernelEntryKind.File, "misc_register"),
        ];
        // A function whose address is only ever stored is not found in every stripped object.
        bool stripped = options.Contains("STRIP", StringComparison.Ordinal);
        Assert.All(expected.Where(e => !stripped || e.Item1 != KernelEntryKind.DeferredWork), e => Assert.Contains(entries.Entries, f => f.Kind == e.Item1 && f.Label.StartsWith(e.Item2, StringComparison.Ordinal)));
        Assert.Equal(2, entries.Entries.Count(e => e.Kind == KernelEntryKind.File));
        if (stripped || code.Find("account") is not { } account)
            return;
        // Reading and writing are entered in the same way: one of them stands for both.
        Assert.Equal(6, entries.PathsTo(account).Length);
        Assert.All(entries.Entries, e => Assert.DoesNotContain("«", e.How.Render(Language.Chinese), StringComparison.Ordinal));
    }

    static ModuleEntries Entries(string source, string compiler, string options, out ModuleCode code) => ModuleEntries.Of(code = BuiltModule.Code(source, compiler, options));
}
