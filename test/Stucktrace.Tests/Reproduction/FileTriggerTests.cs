using Stucktrace.Code;
using Stucktrace.Code.Entries;
using Stucktrace.Kernel;
using Stucktrace.Reproduction.Triggers;
using Stucktrace.Tests.Entries;

namespace Stucktrace.Tests.Reproduction;

/// <summary>Ways into a module that are no system calls: devices, files of /proc, debugfs and sysfs, netfilter. A module of ours has one of each.</summary>
public class FileTriggerTests
{
    static readonly Lazy<ModuleResult> Module = new(() =>
    {
        ModuleCode code = BuiltModule.Code("files.c", "gcc", "-O2");
        return new ModuleResult { Path = "files.ko", File = code.Image.File, Code = code, Entries = ModuleEntries.Of(code) };
    });

    static TriggerCall To(string name)
    {
        Function function = Assert.IsType<Function>(Module.Value.Code!.Find(name));
        return new CallFinder(Module.Value, TriggerLimits.Default).To(new TriggerPlace(function, function.Entry));
    }

    [Fact]
    public void ARequestNumberIsPutTogetherFromWhatTheCodeComparesItsPartsWith()
    {
        TriggerCall call = To("by_control");
        Assert.Equal((TriggerWayKind.File, "/dev/files/control", FileOperation.Control), (call.Kind, call.Name, call.Operation));
        Assert.Equal((0x40045303, 77), (call.Arguments[1].Number, call.Arguments[2].Number));
        Assert.Empty(call.Gaps);
        Assert.NotNull(call.Elsewhere);
    }

    [Fact]
    public void WhatARequestMayNotBeIsKeptToo()
    {
        long request = To("by_other_control").Arguments[1].Number;
        Assert.Equal('S', (char)((request >> 8) & 0xff));
        Assert.NotEqual(4, request & 0xff);
    }

    [Theory]
    [InlineData("by_device", "files", FileOperation.Read, true)]
    [InlineData("by_proc_read", "/proc/files", FileOperation.Read, false)]
    [InlineData("by_proc_write", "/proc/files", FileOperation.Write, false)]
    [InlineData("by_debug", "/sys/kernel/debug/files", FileOperation.Seek, false)]
    [InlineData("by_parameter", "/sys/module/files/parameters/level", FileOperation.Write, false)]
    [InlineData("by_nested_proc", "/proc/outer/inner", FileOperation.Read, false)]
    [InlineData("by_nested_debug", "/sys/kernel/debug/debug/deep/file", FileOperation.Read, false)]
    [InlineData("by_attribute_read", "/sys/kernel/object/level", FileOperation.Read, false)]
    [InlineData("by_attribute_write", "/sys/kernel/object/level", FileOperation.Write, false)]
    [InlineData("by_group", "/sys/kernel/object/more/state", FileOperation.Read, false)]
    [InlineData("by_second_group", "/sys/kernel/other", FileOperation.Read, false)]
    [InlineData("by_device_attribute", "/sys/class/kind/device/speed", FileOperation.Read, false)]
    [InlineData("by_sequence", "/proc/outer/kept", FileOperation.Read, false)]
    [InlineData("by_minor", "minors", FileOperation.Read, true)]
    public void AFileIsFoundByItsNameAndWhatIsDoneWithItByItsSlot(string function, string path, FileOperation operation, bool isDevice)
    {
        TriggerCall call = To(function);
        Assert.Equal((TriggerWayKind.File, path, operation, isDevice), (call.Kind, call.Name, call.Operation, call.IsDeviceNumber));
        Assert.Empty(call.Gaps);
    }

    [Theory]
    [InlineData("by_minor", 3U)]
    [InlineData("by_device", 0U)]
    public void TheNodeHasTheFirstMinorNumberThatTheModuleAsksFor(string function, uint minor) => Assert.Equal(minor, To(function).Minor);

    [Fact]
    public void TheSizeOfAWriteIsWhatTheCodeAsksFor() => Assert.Equal((TriggerArgumentKind.Number, 12L), (To("by_proc_write").Arguments[2].Kind, To("by_proc_write").Arguments[2].Number));

    [Fact]
    public void AHookIsReachedByAPacketOverLoopback()
    {
        TriggerCall call = To("by_packet");
        Assert.Equal((TriggerWayKind.Packet, "AF_INET"), (call.Kind, call.Name));
        Assert.Empty(call.Gaps);
    }

    // What the module does not show is a gap to fill in, and never a guess.
    [Theory]
    [InlineData("by_unknown_folder", "trigger.gap.file-name")]
    [InlineData("by_folder_sometimes", "trigger.gap.file-name")]
    [InlineData("by_folder_in_itself", "trigger.gap.file-name")]
    [InlineData("by_numbered_device", "trigger.gap.file-name")]
    [InlineData("by_passed_kobject", "trigger.gap.file-name")]
    [InlineData("by_forwarded", "trigger.gap.packet")]
    public void WhatDoesNotShowIsAGap(string function, string gap)
    {
        TriggerCall call = To(function);
        Assert.Equal(TriggerWayKind.NotDerived, call.Kind);
        Assert.Equal(gap, Assert.Single(call.Gaps).Id);
    }

    // From include/linux/fs.h and proc_fs.h of those versions; 5.10, 6.1, 6.12 and 7.2 were held against the kernels' own type information.
    [Theory]
    [InlineData("2.6.32-754.el6.x86_64", false, 0x40, null)]
    [InlineData("2.6.32-754.el6.x86_64", false, 0x48, FileOperation.Control)]
    [InlineData("3.10.0-1160.el7.x86_64", false, 0x40, FileOperation.Control)]
    [InlineData("4.4.0-21-generic", false, 0x40, FileOperation.Control)]
    [InlineData("4.18.0-553.el8.x86_64", false, 0x48, FileOperation.Control)]
    [InlineData("5.10.0-46-amd64", false, 0x50, FileOperation.Control)]
    [InlineData("6.1.0-56-amd64", false, 0x50, FileOperation.Control)]
    [InlineData("6.1.0-56-amd64", false, 0x58, null)]
    [InlineData("6.12.107+deb13-amd64", false, 0x50, FileOperation.Control)]
    [InlineData("6.12.107+deb13-amd64", false, 0x18, FileOperation.Read)]
    [InlineData("6.1.0-56-amd64", false, 0x10, FileOperation.Read)]
    [InlineData("6.1.0-56-amd64", false, 0x13, null)]
    [InlineData("6.1.0-56-amd64", false, 0x1000, null)]
    [InlineData("6.1.0-56-amd64", true, 0x20, FileOperation.Write)]
    [InlineData("5.6.0", true, 0x18, FileOperation.Write)]
    [InlineData("4.18.0-553.el8.x86_64", true, 0x18, FileOperation.Write)]
    [InlineData("2.4.21", false, 0x10, null)]
    public void SlotsAreThoseOfTheKernelThatTheModuleWasBuiltFor(string release, bool isProc, ulong field, FileOperation? operation) =>
        Assert.Equal(operation, FileSlots.Find(KernelRelease.Parse(release), isProc, field)?.Operation);

    [Fact]
    public void OfAnUnknownKernelNothingIsKnown() => Assert.Null(FileSlots.Find(null, false, 0x10));
}
