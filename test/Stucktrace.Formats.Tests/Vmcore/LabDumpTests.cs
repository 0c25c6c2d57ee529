using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>The real dumps: opened, and every page unpacked.</summary>
public sealed class LabDumpTests
{
    [Theory]
    [InlineData("A1.d31.lzo.kdump", "kdump-compressed version 6, LZO", false)]
    [InlineData("K1.d31.zlib.kdump", "kdump-compressed version 6, zlib", true)]
    [InlineData("v9_mutex.d31.zlib.kdump", "kdump-compressed version 6, zlib", false)]
    public void EveryPageIsRead(string name, string description, bool crashed)
    {
        List<InputDiagnostic> diagnostics = [];
        using DumpFile? dump = DumpFile.Open([Path.Combine(Shared.Folder("lab/vmcore"), name)], ReadLimits.Default, diagnostics.Add);
        Assert.NotNull(dump);
        Assert.Equal(description, dump.Description);
        Assert.Equal(31, dump.DumpLevel);
        Assert.Equal("6.1.0-56-amd64", dump.VmcoreInfo?.Release);
        Assert.Equal(crashed, dump.VmcoreInfo?.Crashed);
        Assert.Contains(dump.Notes, n => n is { Owner: "CORE", Type: 1 });
        byte[] page = new byte[IPhysicalMemory.PageBytes];
        ulong frames = 0;
        foreach (FrameRange run in dump.PresentFrames())
        {
            for (ulong frame = run.First; frame < run.First + run.Count; frame++, frames++)
                Assert.Equal(MemoryState.Present, dump.Read(frame * IPhysicalMemory.PageBytes, page));
        }

        Assert.True(frames > 5_000, $"{frames} pages");
        Assert.Empty(diagnostics);
    }
}
