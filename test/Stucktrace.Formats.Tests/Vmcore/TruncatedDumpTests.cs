using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>Dumps cut anywhere: what is before the cut is used, what is behind it is left out, and nothing is made up.</summary>
public sealed class TruncatedDumpTests
{
    [Theory]
    [InlineData("kdump")]
    [InlineData("kdump 3")]
    [InlineData("elf")]
    [InlineData("qemu")]
    [InlineData("flat")]
    [InlineData("flat elf")]
    [InlineData("flat shuffled")]
    public void EveryCutIsSurvived(string container)
    {
        DumpWriter writer = DumpSample.Make(DumpPacking.Lzo, container == "kdump 3" ? 3 : 6);
        writer.LikeQemu = container == "qemu";
        byte[] file = container switch
        {
            "elf" or "qemu" => writer.ElfCore(),
            "flat" => DumpWriter.Flatten(writer.Kdump(), 900),
            "flat elf" => DumpWriter.Flatten(writer.ElfCore(), 900),
            "flat shuffled" => DumpWriter.Flatten(writer.Kdump(), 900, new Random(4)),
            _ => writer.Kdump(),
        };
        using DumpOnDisk disk = new(file);
        int before = writer.Pages.Count, lost = 0;
        for (int length = file.Length - 1; length >= 0; length -= length is < 300 or (> 4000 and < 4300) ? 1 : 61)
        {
            using (FileStream stream = new(disk.Paths[0], FileMode.Open))
                stream.SetLength(length);
            disk.Diagnostics.Clear();
            using DumpFile? dump = disk.TryOpen();
            Assert.True(disk.Diagnostics.Count > 0 || Padding(file, length), $"nothing is said of a cut at {length}");
            int present = dump is null ? 0 : Present(writer, dump, length);
            Assert.True(present <= before, $"more pages at {length}");
            lost += before - present;
            before = present;
            Assert.DoesNotContain(disk.Diagnostics, d => d.Id is "VMC0114");
        }

        Assert.Equal((0, writer.Pages.Count), (before, lost));
    }

    static int Present(DumpWriter writer, DumpFile dump, int length)
    {
        int present = 0;
        byte[] page = new byte[4096];
        foreach (ulong frame in writer.Pages.Keys.Concat(writer.Excluded))
        {
            MemoryState state = dump.Read(frame * 4096, page);
            if (state == MemoryState.Present)
            {
                Assert.True(writer.Pages.TryGetValue(frame, out byte[]? whole) && page.AsSpan().SequenceEqual(whole), $"frame {frame} is wrong when cut at {length}");
                present++;
            }
            else
            {
                Assert.True(state == MemoryState.Excluded, $"frame {frame} is {state} when cut at {length}");
            }
        }

        foreach (FrameRange run in dump.PresentFrames())
        {
            for (ulong frame = run.First; frame < run.First + run.Count; frame++)
                Assert.True(writer.Pages.ContainsKey(frame), $"frame {frame} when cut at {length}");
        }

        return present;
    }

    /// <summary>True when only zeroes that nobody reads are cut off.</summary>
    static bool Padding(byte[] file, int length) => !file.AsSpan(length).ContainsAnyExcept((byte)0);
}
