using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>Every container gives back what was put in, and tells what was not.</summary>
public sealed class ContainerTests
{
    public static MatrixTheoryData<DumpPacking, int> PackingsAndVersions => new(Enum.GetValues<DumpPacking>(), [1, 2, 3, 4, 5, 6]);

    [Theory]
    [MemberData(nameof(PackingsAndVersions))]
    public void KdumpGivesBackWhatWasPutIn(DumpPacking packing, int version)
    {
        DumpWriter writer = DumpSample.Make(packing, version);
        using DumpOnDisk disk = new(writer.Kdump());
        using DumpFile dump = disk.Open();
        DumpSample.Check(writer, dump);
        Assert.Equal(31, dump.DumpLevel);
        Assert.Equal(0xffff_ffff_f300_0000, dump.PhysBase);
        Assert.Equal(version >= 3 ? "6.1.0-test" : null, dump.VmcoreInfo?.Release);
        Assert.Equal(version >= 4 ? ["CORE", "VMCOREINFO"] : [], dump.Notes.Select(n => n.Owner));
        Assert.Empty(disk.Diagnostics);
    }
}
