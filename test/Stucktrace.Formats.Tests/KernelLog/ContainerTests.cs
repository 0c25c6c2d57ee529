using System.Text;
using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Formats.Tests.KernelLog;

public class ContainerTests
{
    [Theory]
    [InlineData("""{"log":"[   12.000000] a \u003c\"b\\\u003e\ttab\r\n","stream":"stdout","time":"2023-11-14T22:30:06.1Z"}""", "a <\"b\\>\ttab", 12000000)]
    [InlineData("""{"MESSAGE":"text","_TRANSPORT":"kernel","_HOSTNAME":"h","_SOURCE_MONOTONIC_TIMESTAMP":"12000000","PRIORITY":"4","__REALTIME_TIMESTAMP":"1700001006000123"}""", "text", 12000000)]
    [InlineData("""{"MESSAGE":[66,85,71,195,164],"SYSLOG_IDENTIFIER":"kernel","x":{"MESSAGE":"not this","y":[1,{"z":"}"}]}}""", "BUGä", null)]
    [InlineData("""{ "nested" : [1,2], "message" : "Nov 14 22:30:06 vm kernel: [   12.000000] text" }""", "text", 12000000)]
    [InlineData("""{"log":"[   12.000000] cut in the mid""", "cut in the mid", 12000000)]
    [InlineData("""{"MESSAGE":"😀 \uD83D\uDE00 \uD83D","_TRANSPORT":"kernel"}""", "😀 😀 �", null)]
    public void Json_lines_are_unpacked(string line, string text, int? monotonic)
    {
        LogRecord record = Assert.Single(LogText.Read(line + "\n").Records);
        Assert.Equal((text, (long?)monotonic), (record.Text, record.Time.Monotonic));
    }

    [Theory]
    [InlineData("""{"MESSAGE":"BUG: soft lockup","_TRANSPORT":"syslog","SYSLOG_IDENTIFIER":"sshd"}""", 0)]
    [InlineData("""{"MESSAGE":"one\ntwo","_TRANSPORT":"kernel"}""", 2)]
    [InlineData("{", 1)]
    [InlineData("{\"a\":", 1)]
    [InlineData("{\"log\":5}", 1)]
    public void Json_lines_count(string line, int records) => Assert.Equal(records, LogText.Read(line + "\n").Records.Count);

    [Fact]
    public void Journal_export_is_read_with_binary_fields_and_boots()
    {
        byte[] body = Encoding.UTF8.GetBytes("first\nsecond");
        byte[] length = BitConverter.GetBytes((long)body.Length);
        byte[] export =
        [
            .. "__CURSOR=s=1\n__REALTIME_TIMESTAMP=1700001006000123\n_BOOT_ID=aa\n_TRANSPORT=kernel\nPRIORITY=4\nMESSAGE=one\n_HOSTNAME=h\n\n"u8,
            .. "__CURSOR=s=2\n_BOOT_ID=aa\n_HOSTNAME=h\n_TRANSPORT=kernel\nMESSAGE\n"u8, .. length, .. body, .. "\n\n"u8,
            .. "__CURSOR=s=3\n_BOOT_ID=aa\n_HOSTNAME=h\n_TRANSPORT=stdout\nMESSAGE=BUG: soft lockup\n\n"u8,
            .. "__CURSOR=s=4\n_BOOT_ID=bb\n_HOSTNAME=h\n_TRANSPORT=kernel\nMESSAGE=three\n"u8,
        ];
        using LogText files = new();
        (List<LogRecord> records, LogReading reading, _) = LogText.ReadFiles([files.Write("export", export)]);
        Assert.Equal(["one", "first", "second", "three"], records.Select(r => r.Text));
        Assert.Equal([0, 0, 0, 1], records.Select(r => r.Boot));
        Assert.All(records, r => Assert.Equal("h", r.Host));
        Assert.Equal((4, 2023), (records[0].Level, records[0].Time.Wall!.Value.Year));
        Assert.Equal(2, reading.Boots.Length);
    }

    [Fact]
    public void Netconsole_fragments_are_put_together()
    {
        const string Log = "6,416,1758426,-,ncfrag=0/33;the first chunk, \n6,416,1758426,-,ncfrag=17/33;the 2nd chunk ok\n6,417,1758427,-;next\n6,418,1758428,-,ncfrag=0/20;only a half\n6,421,1758429,-;last\n";
        (List<LogRecord> records, _, Stucktrace.Formats.IO.InputFile input) = LogText.Read(Log);
        Assert.Equal(["the first chunk, the 2nd chunk ok", "next", "last", "only a half"], records.Select(r => r.Text));
        Assert.Contains(input.Diagnostics, d => d.Id == "LOG0308");
    }

    [Fact]
    public void Parts_of_a_pstore_dump_are_read_oldest_first()
    {
        using LogText files = new();
        files.Write("pstore/dmesg-efi-170000000001001", "Oops#1 Part1\n<4>[   30.000000] newest\n");
        files.Write("pstore/dmesg-efi-170000000002001", "Oops#1 Part2\n<4>[   20.000000] middle\n");
        files.Write("pstore/dmesg-efi-170000000003001", "Oops#1 Part3\n<4>[   10.000000] oldest\n");
        (List<LogRecord> records, LogReading reading, _) = LogText.ReadFiles([Path.Combine(files.Folder, "pstore")]);
        Assert.Equal(["oldest", "middle", "newest"], records.Select(r => r.Text));
        Assert.Single(reading.Boots);

        string joined = files.Write("joined", "Oops#1 Part1\n<4>[   30.000000] newest\nOops#1 Part2\n<4>[   20.000000] middle\nOops#1 Part4\n<4>[    5.000000] first\n");
        (records, _, IReadOnlyList<Stucktrace.Formats.IO.InputFile> inputs) = LogText.ReadFiles([joined]);
        Assert.Equal([("first", 6L), ("middle", 4L), ("newest", 2L)], records.Select(r => (r.Text, r.Line)));
        Assert.Contains(inputs[0].Diagnostics, d => d.Id == "LOG0311");
    }

    [Fact]
    public void Repeated_messages_are_written_out_and_losses_are_told()
    {
        const string Log = """
            Nov 14 22:30:06 vm kernel: frame one
            Nov 14 22:30:06 vm last message repeated 2 times
            Nov 14 22:30:07 vm kernel: message repeated 2 times: [ [   12.000000] frame two]
            Nov 14 22:30:08 vm systemd-journald[99]: Missed 15 kernel messages
            ** 156 printk messages dropped ** [   13.000000] after
            Nov 14 22:30:08 vm sshd[1]: one
            Nov 14 22:30:08 vm last message repeated 9 times

            """;
        (List<LogRecord> records, _, Stucktrace.Formats.IO.InputFile input) = LogText.Read(Log);
        Assert.Equal(
            ["frame one", "frame one", "frame one", "frame two", "frame two", "Missed 15 kernel messages", "** 156 printk messages dropped **", "after"],
            records.Select(r => r.Text));
        Assert.Equal([false, true, true, false], records.Select(r => LossLine.Matches(r.Text)).Skip(4));
        InputDiagnostic loss = Assert.Single(input.Diagnostics, d => d.Id == "LOG0304");
        Assert.Equal((4L, "171"), (loss.Line, loss.Message.Arguments[2]));
    }
}
