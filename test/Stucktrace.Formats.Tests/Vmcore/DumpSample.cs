using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>A small machine's memory with pages of every kind, and the check that a dump of it gives it back.</summary>
static class DumpSample
{
    public static DumpWriter Make(DumpPacking packing = DumpPacking.None, int version = 6)
    {
        DumpWriter writer = new() { Packing = packing, Version = version, PhysBase = 0xffff_ffff_f300_0000, VmcoreInfo = "OSRELEASE=6.1.0-test\nPAGESIZE=4096\nCRASHTIME=17" };
        writer.Notes.Add(("CORE", 1, new byte[336]));
        Random random = new(5);
        foreach (ulong frame in (ulong[])[1, 2, 3, 7, 64, 65, 520, 40_000])
        {
            byte[] page = writer.Page(frame);
            // One page of zeroes, one of noise, the others in between.
            if (frame == 2)
                random.NextBytes(page);
            else if (frame != 3)
                for (int i = 0; i < page.Length; i++)
                    page[i] = (byte)(i % (int)frame * random.Next(2));
        }

        writer.Excluded.UnionWith([4, 5, 66, 41_000]);
        writer.Frames = 41_010;
        return writer;
    }

    public static void Check(DumpWriter writer, DumpFile dump)
    {
        byte[] page = new byte[4096];
        for (ulong frame = 0; frame < 600; frame++)
            CheckPage(writer, dump, frame, page);
        foreach (ulong frame in writer.Pages.Keys.Concat(writer.Excluded))
            CheckPage(writer, dump, frame, page);
        Assert.Equal(writer.Pages.Keys, dump.PresentFrames().SelectMany(r => Enumerable.Range(0, (int)r.Count).Select(i => r.First + (ulong)i)));
        Assert.Equal(MemoryState.NoSuchMemory, dump.Read(ulong.MaxValue - 4, page));
    }

    static void CheckPage(DumpWriter writer, DumpFile dump, ulong frame, byte[] page)
    {
        MemoryState expected = writer.Pages.ContainsKey(frame) ? MemoryState.Present : writer.Excluded.Contains(frame) ? MemoryState.Excluded : MemoryState.NoSuchMemory;
        Assert.Equal(expected, dump.StateOf(frame));
        page.AsSpan().Fill(0x55);
        Assert.Equal(expected, dump.Read(frame * 4096, page));
        Assert.Equal(writer.Pages.GetValueOrDefault(frame) ?? new byte[4096], page);
    }
}
