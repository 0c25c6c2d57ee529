using System.Diagnostics;
using System.Globalization;
using Stucktrace.Formats.Vmcore;

namespace Stucktrace.Formats.Tests.Vmcore;

/// <summary>Small dumps of every container, changed at random places, headers most often: never an exception, always within bounds.</summary>
public sealed class MutatedDumpTests
{
    [Fact]
    public void MutatedDumpsAreReadAsFarAsTheyGo()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable("STUCKTRACE_FUZZ_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : 4000;
        List<byte[][]> seeds = [.. Seeds()];
        Random random = new(20261122);
        using DumpOnDisk disk = new([[], [], []]);
        List<string> all = [.. disk.Paths];
        Stopwatch watch = new();
        for (int i = 0; i < count; i++)
        {
            byte[][] seed = seeds[random.Next(seeds.Count)];
            disk.Paths.Clear();
            disk.Diagnostics.Clear();
            for (int part = 0; part < seed.Length; part++)
            {
                File.WriteAllBytes(all[part], Mutate(seed[part], random));
                disk.Paths.Add(all[part]);
            }

            watch.Restart();
            long before = GC.GetAllocatedBytesForCurrentThread();
            ReadAround(disk, random);
            Assert.True(watch.ElapsedMilliseconds < 5000, $"dump {i} took {watch.ElapsedMilliseconds} ms");
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64L << 20, $"dump {i} took {GC.GetAllocatedBytesForCurrentThread() - before} bytes");
            Assert.True(disk.Diagnostics.Count < 60, $"dump {i} gave {disk.Diagnostics.Count} diagnostics");
        }
    }

    static IEnumerable<byte[][]> Seeds()
    {
        foreach (DumpPacking packing in Enum.GetValues<DumpPacking>())
            yield return [Small(packing, 6).Kdump()];
        for (int version = 1; version < 6; version++)
            yield return [Small(DumpPacking.Lzo, version).Kdump()];
        DumpWriter elf = Small(DumpPacking.None, 6), qemu = Small(DumpPacking.None, 6), many = Small(DumpPacking.None, 6);
        (qemu.LikeQemu, many.ManySegments, many.NotesApart) = (true, true, true);
        yield return [elf.ElfCore()];
        yield return [qemu.ElfCore()];
        yield return [many.ElfCore()];
        yield return [DumpWriter.Flatten(Small(DumpPacking.Zlib, 6).Kdump(), 700, new Random(1))];
        yield return [DumpWriter.Flatten(qemu.ElfCore(), 700)];
        yield return [.. Small(DumpPacking.Snappy, 6).SplitKdump(3, 8)];
    }

    static DumpWriter Small(DumpPacking packing, int version)
    {
        DumpWriter writer = new() { Packing = packing, Version = version, VmcoreInfo = "OSRELEASE=6.1.0\nPAGESIZE=4096\n" };
        writer.Notes.Add(("CORE", 1, new byte[336]));
        Random random = new(3);
        foreach (ulong frame in (ulong[])[1, 2, 5, 6, 9])
        {
            byte[] page = writer.Page(frame);
            for (int i = 0; i < 4096; i++)
                page[i] = (byte)random.Next(i % 50 < 10 ? 256 : 2);
        }

        writer.Excluded.Add(3);
        return writer;
    }

    static byte[] Mutate(byte[] seed, Random random)
    {
        byte[] bytes = [.. seed];
        long[] values = [0, 1, 2, 0xff, 4095, 4096, 4097, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, long.MaxValue, long.MinValue, -1, -2, bytes.Length, bytes.Length - 1, 1L << 40, 1L << 52];
        for (int i = random.Next(1, 8); i > 0; i--)
        {
            int at = random.Next(5) switch
            {
                0 => random.Next(Math.Min(bytes.Length, 472)),
                1 => Math.Min(bytes.Length - 1, 4096 + random.Next(200)),
                2 => Math.Min(bytes.Length - 1, random.Next(8) * 4096 + random.Next(128)),
                _ => random.Next(bytes.Length),
            };
            long value = values[random.Next(values.Length)];
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1 or 2:
                    int size = random.Next(2) == 0 ? 4 : 8;
                    bool big = random.Next(4) == 0;
                    for (int b = 0; b < size && (at & ~3) + b < bytes.Length; b++)
                        bytes[(at & ~3) + b] = (byte)(value >> (8 * (big ? size - 1 - b : b)));
                    break;
                case 3 when bytes.Length > 64:
                    int count = random.Next(Math.Min(bytes.Length, 100));
                    bytes.AsSpan(random.Next(bytes.Length - count), count).CopyTo(bytes.AsSpan(Math.Min(at, bytes.Length - count)));
                    break;
                default:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return random.Next(10) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    static void ReadAround(DumpOnDisk disk, Random random)
    {
        using DumpFile? dump = disk.TryOpen();
        if (dump is null)
        {
            Assert.NotEmpty(disk.Diagnostics);
            return;
        }

        _ = dump.Description + dump.VmcoreInfo?.Release + dump.VmcoreInfo?.KernelOffset + dump.PhysBase + dump.DumpLevel;
        byte[] bytes = new byte[10_000];
        foreach (FrameRange run in dump.PresentFrames().Take(20))
            dump.Read(run.First * 4096, bytes);
        for (ulong frame = 0; frame < 12; frame++)
        {
            // The two answers about a page agree, but for a page that only unpacking shows to be damaged.
            MemoryState state = dump.StateOf(frame), read = dump.Read(frame * 4096, bytes.AsSpan(0, 4096));
            Assert.True(state == read || (state, read) is (MemoryState.Present, MemoryState.Damaged or MemoryState.Excluded), $"{state} and {read}");
        }

        for (int i = 0; i < 10; i++)
            dump.Read((ulong)random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64), bytes.AsSpan(0, random.Next(bytes.Length)));
    }
}
