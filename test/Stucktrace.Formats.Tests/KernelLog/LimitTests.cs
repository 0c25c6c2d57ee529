using Stucktrace.Formats.IO;
using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Formats.Tests.KernelLog;

public class LimitTests
{
    [Theory]
    [InlineData(100, 100, false)]
    [InlineData(101, 100, true)]
    public void A_long_line_is_cut(int length, int kept, bool told)
    {
        (List<LogRecord> records, _, InputFile input) = LogText.Read(new string('x', length) + "\nnext\n", new ReadLimits { MaxLineBytes = 100 });
        Assert.Equal([kept, 4], records.Select(r => r.Text.Length));
        Assert.Equal(told, input.Diagnostics.Any(d => d.Id == "LOG0301"));
    }

    [Fact]
    public void A_hole_of_zeroes_does_not_hide_the_line_after_it()
    {
        (List<LogRecord> records, _, InputFile input) = LogText.Read("one\n" + new string('\0', 300_000) + "[    0.000000] Linux version 6.1\n");
        Assert.Equal(["one", "Linux version 6.1"], records.Select(r => r.Text));
        Assert.Contains(input.Diagnostics, d => d.Id == "LOG0302" && d.Line == 2);
    }

    [Theory]
    [InlineData(3, 3, false)]
    [InlineData(4, 3, true)]
    public void Boots_are_bounded(int boots, int kept, bool told)
    {
        string log = string.Concat(Enumerable.Repeat("[    0.000000] Linux version 6.1\n[   99.000000] x\n", boots));
        (_, LogReading reading, InputFile input) = LogText.Read(log, new ReadLimits { MaxBoots = 3 });
        Assert.Equal(kept, reading.Boots.Length);
        Assert.Equal(told, input.Diagnostics.Any(d => d.Id == "LOG0307"));
    }

    [Theory]
    [InlineData(3, 3, false)]
    [InlineData(4, 3, true)]
    public void Files_of_a_folder_are_bounded(int count, int kept, bool told)
    {
        using LogText files = new();
        for (int i = 0; i < count; i++)
            files.Write($"many/kern-{(char)('a' + i)}.log", "[   12.000000] x\n");
        IReadOnlyList<InputFile> inputs = InputDiscovery.Find([Path.Combine(files.Folder, "many")], new ReadLimits { MaxFilesPerFolder = 3 });
        Assert.Equal(kept, inputs.Count);
        Assert.Equal(told, inputs.Any(i => i.Diagnostics.Any(d => d.Id == "LOG0107")));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 0)]
    public void Depth_and_number_of_folders_are_bounded(int depth, int found)
    {
        using LogText files = new();
        files.Write("top/a/b/kern.log", "[   12.000000] x\n");
        string top = Path.Combine(files.Folder, "top");
        Assert.Equal(found, InputDiscovery.Find([top], new ReadLimits { MaxFolderDepth = depth }).Count(i => i.Readable));
        Assert.Equal(found, InputDiscovery.Find([top], new ReadLimits { MaxFolders = depth + 1 }).Count(i => i.Readable));
    }

    [Theory]
    [InlineData(200, "old")]
    [InlineData(20, "new")]
    public void A_joined_dump_is_put_into_order_up_to_a_size(int bytes, string first)
    {
        const string Log = "Oops#1 Part1\n<4>[   30.000000] new\nOops#1 Part2\n<4>[   20.000000] old\n";
        (List<LogRecord> records, _, _) = LogText.Read(Log, new ReadLimits { MaxPartedBytes = bytes });
        Assert.Equal(first, records[0].Text);
    }

    [Theory]
    [InlineData(40, 40)]
    [InlineData(4000, 32)]
    public void Repetitions_are_bounded(int times, int written)
    {
        (List<LogRecord> records, _, InputFile input) = LogText.Read($"Nov 14 22:30:06 vm kernel: message repeated {times} times: [ x]\n");
        Assert.Equal(Math.Min(32, written), records.Count);
        Assert.Equal(times > 32, input.Diagnostics.Any(d => d.Id == "LOG0306"));
    }

    [Theory]
    [InlineData(1000, false)]
    [InlineData(999, true)]
    public void Unpacking_is_bounded(int limit, bool told)
    {
        using LogText files = new();
        string path = files.Write("log.gz", Packed.Gzip(new string('a', 999) + "\n"));
        (_, _, IReadOnlyList<InputFile> inputs) = LogText.ReadFiles([path], new ReadLimits { MaxDecompressedBytes = limit });
        Assert.Equal(told, inputs[0].Diagnostics.Any(d => d.Id == "LOG0204"));
    }
}
