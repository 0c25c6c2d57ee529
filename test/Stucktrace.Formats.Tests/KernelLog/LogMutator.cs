using System.Text;

namespace Stucktrace.Formats.Tests.KernelLog;

/// <summary>Damages logs: cuts, splices, flips, repeats, inserts what formats are made of. The same seed gives the same bytes.</summary>
static class LogMutator
{
    const int MaxLength = 40_000;

    static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "\n", "\r", "\0", "\u001b[31m", "\u001b]0;", "<4>", "[   12.345678] ", "[ T123]", "{\"log\":\"", "\"}", "\\u0000", "\\x0a", "#011", "MESSAGE\n", "__CURSOR=s=1\n", ",ncfrag=0/999999999;",
            "last message repeated 999999999 times", "Linux version 9", "-- Reboot --\n", "audit(1999999999.1:1)", "setting system clock to 9999-99-99", "99999999999999999999", "Feb 30 25:61:61 ",
            "2023-02-30T00:00:00+99:99 ", "Oops#1 Part2\n", "\uFEFF", "\u2028", "\u009b", "[Tue Nov 14 22:30:06 2023] ", "** 5 printk messages dropped ** ", "message repeated 3 times: [ ", "kern  :warn  : ",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff, 0xfe], [0x1f, 0x8b, 8, 0], [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], [0x28, 0xb5, 0x2f, 0xfd], [0xc3], [0xed, 0xa0, 0x80],
    ];

    public static IEnumerable<byte[]> OwnSeeds { get; } =
    [
        .. new[]
        {
            "__CURSOR=s=1\n__REALTIME_TIMESTAMP=1700001006000123\n_BOOT_ID=aa\n_TRANSPORT=kernel\nMESSAGE=one\n\n", "Oops#1 Part1\n<4>[   30.000000] a\nOops#1 Part2\n<4>[   20.000000] b\n",
            "{\"MESSAGE\":[66,85,71],\"_TRANSPORT\":\"kernel\",\"_HOSTNAME\":\"h\"}\n{\"log\":\"[   12.000000] BUG: x\\n\",\"time\":\"2023-11-14T22:30:06Z\"}\n",
            "6,416,1758426,-,ncfrag=0/33;the first chunk, \n6,416,1758426,-,ncfrag=17/33;the 2nd chunk ok\n SUBSYSTEM=acpi\n", "Message from syslogd@db2 at Mar  4 10:11:52 ...\n kernel:BUG: soft lockup\n",
            "<0>1 2023-11-14T22:30:06.123456+08:00 vm kernel - - [a b=\"c\"] BUG: x\n-- Logs begin at Tue 2018-05-22 10:00:00 CST, end at Thu 2018-05-24 10:00:00 CST. --\n",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public static byte[] Mutate(IReadOnlyList<byte[]> seeds, Random random)
    {
        if (random.Next(50) == 0)
        {
            byte[] noise = new byte[random.Next(5_000)];
            random.NextBytes(noise);
            return noise;
        }

        List<byte> data = [.. Part(seeds[random.Next(seeds.Count)], random)];
        if (random.Next(2) == 0)
            data.InsertRange(random.Next(data.Count + 1), Part(seeds[random.Next(seeds.Count)], random));
        for (int edits = random.Next(1, 60); edits > 0; edits--)
        {
            int at = random.Next(data.Count + 1);
            switch (random.Next(5))
            {
                case 0:
                    data.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 1 when at < data.Count:
                    data[at] = (byte)random.Next(256);
                    break;
                case 2:
                    data.RemoveRange(at, Math.Min(random.Next(200), data.Count - at));
                    break;
                case 3:
                    data.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), random.Next(300)));
                    break;
                case 4 when at < data.Count:
                    data[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return [.. data];
    }

    static ReadOnlySpan<byte> Part(byte[] seed, Random random)
    {
        int start = random.Next(2) == 0 ? 0 : random.Next(seed.Length);
        return seed.AsSpan(start, random.Next(Math.Min(MaxLength, seed.Length - start) + 1));
    }
}
