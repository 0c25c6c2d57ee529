using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Formats.Tests.KernelLog;

public class PrefixStyleTests
{
    const string Message = "BUG: soft lockup - CPU#1 stuck for 23s! [mmfsd:3280]";

    // Prefix; then what it tells: host, microseconds since boot, level, caller.
    [Theory]
    [InlineData("")]
    [InlineData("[ 1006.000123] ", null, 1006000123)]
    [InlineData("[1006.000123] ", null, 1006000123)]
    [InlineData("[ 1006.] ", null, 1006000000)]
    [InlineData("<0>", null, null, 0)]
    [InlineData("<4>[ 1006.000123] ", null, 1006000123, 4)]
    [InlineData("<14>[ 1006.000123] ", null, 1006000123, 6)]
    [InlineData("[ 1006.000123][ T4242] ", null, 1006000123, null, "T4242")]
    [InlineData("[ 1006.000123][    C3] ", null, 1006000123, null, "C3")]
    [InlineData("<4>[ 1006.000123][    T1] ", null, 1006000123, 4, "T1")]
    [InlineData("[ 1006.000123] [    T1] ", null, 1006000123, null, "T1")]
    [InlineData("[Tue Nov 14 22:30:06 2023] ")]
    [InlineData("[Tue Nov 14 22:30:06 CST 2023] ")]
    [InlineData("[Nov14 22:30] ")]
    [InlineData("[  +0.000325] ")]
    [InlineData("[<    0.000123>] ")]
    [InlineData("[ 1006.000123 <    0.000123>] ", null, 1006000123)]
    [InlineData("2023-11-14T22:30:06,000123+00:00 ")]
    [InlineData("kern  :warn  : [ 1006.000123] ", null, 1006000123, 4)]
    [InlineData("kern  :emerg : [Tue Nov 14 22:30:06 2023] ", null, null, 0)]
    [InlineData("kern  :warn  : 2023-11-14T22:30:06,000123+00:00 ", null, null, 4)]
    [InlineData("Nov 14 22:30:06 vm kernel: ", "vm")]
    [InlineData("Nov  4 22:30:06 host-7.example.com kernel: [ 1006.000123] ", "host-7.example.com", 1006000123)]
    [InlineData("Nov 14 22:30:06 10.0.0.7 kernel: [1006.000123][  T12] ", "10.0.0.7", 1006000123, null, "T12")]
    [InlineData("Nov 14 22:30:06 vm kernel[0]: ", "vm")]
    [InlineData("Nov 14 22:30:06 vm kernel -- ", "vm")]
    [InlineData("Nov 14 22:30:06 vm kern.warn kernel: [ 1006.000123] ", "vm", 1006000123)]
    [InlineData("Nov 14 22:30:06 kernel: ")]
    [InlineData("Nov 14 22:30:06 [ 1006.000123] ", null, 1006000123)]
    [InlineData("Nov 14 2023 22:30:06 vm kernel: ", "vm")]
    [InlineData("Nov 14 22:30:06.123456 vm kernel: ", "vm")]
    [InlineData("<4>Nov 14 22:30:06 vm kernel: ", "vm", null, 4)]
    [InlineData("Tue Nov 14 22:30:06 2023 kern.warn kernel: [ 1006.000123] ", null, 1006000123)]
    [InlineData("2023-11-14T22:30:06+00:00 vm kernel: ", "vm")]
    [InlineData("2023-11-14T22:30:06+0800 vm kernel: ", "vm")]
    [InlineData("2023-11-14T22:30:06.123456+08:00 vm kernel: [ 1006.000123] ", "vm", 1006000123)]
    [InlineData("2023-11-14T22:30:06.123Z vm kernel: ", "vm")]
    [InlineData("2023-11-14 22:30:06 vm kernel: ", "vm")]
    [InlineData("Nov 14 22:30:06.000123 vm kernel: ", "vm")]
    [InlineData("Tue 2023-11-14 22:30:06 CST vm kernel: ", "vm")]
    [InlineData("[ 1006.000123] vm kernel: ", "vm", 1006000123)]
    [InlineData("1700001006.000123 vm kernel: ", "vm")]
    [InlineData("<0>1 2023-11-14T22:30:06.123456+08:00 vm kernel - - - ", "vm", null, 0)]
    [InlineData("<4>1 2023-11-14T22:30:06Z vm kernel - - [x@1 a=\"]\"] [ 1006.000123] ", "vm", 1006000123, 4)]
    [InlineData("4,1002,1006000123,-;", null, 1006000123, 4)]
    [InlineData("4,1002,1006000123,-,caller=C3;", null, 1006000123, 4, "C3")]
    [InlineData("6.4.0-1,4,1002,1006000123,-,caller=T7;", null, 1006000123, 4, "T7")]
    [InlineData("2023-11-14T22:30:06.123456789Z stdout F [ 1006.000123] ", null, 1006000123)]
    [InlineData("2023-11-14T22:30:06.123456789Z stderr F Nov 14 22:30:06 vm kernel: ", "vm")]
    [InlineData("11-14 22:30:06.123     0     0 W         : ", null, null, 4)]
    [InlineData("> [ 1006.000123] ", null, 1006000123)]
    [InlineData("    [ 1006.000123] ", null, 1006000123)]
    [InlineData("\t<4>[ 1006.000123] ", null, 1006000123, 4)]
    [InlineData("> > Nov 14 22:30:06 vm kernel: ", "vm")]
    [InlineData("  812\t[ 1006.000123] ", null, 1006000123)]
    [InlineData("kernel:")]
    [InlineData(" kernel:[ 1006.000123] ", null, 1006000123)]
    [InlineData("lab: some text[ 1006.000123] ", null, 1006000123)]
    [InlineData("Sep 23 02:31[ 1006.000123][ T2742] ", null, 1006000123, null, "T2742")]
    [InlineData("\u001b[32m[ 1006.000123] \u001b[0m\u001b[31m", null, 1006000123)]
    [InlineData("\uFEFF[ 1006.000123] ", null, 1006000123)]
    public void Is_taken_off(string prefix, string? host = null, int? monotonic = null, int? level = null, string? caller = null)
    {
        (List<LogRecord> records, _, _) = LogText.Read(prefix + Message + "\n");
        LogRecord record = Assert.Single(records);
        Assert.Equal(Message, record.Text);
        Assert.Equal(host, record.Host);
        Assert.Equal(monotonic, record.Time.Monotonic);
        Assert.Equal(level, record.Level);
        Assert.Equal(caller, record.Caller is { } c ? $"{(c.IsCpu ? 'C' : 'T')}{c.Number}" : null);
    }

    [Theory]
    [InlineData("<d> ffffc900075f5a50 ffff882067f97c08", "<d> ffffc900075f5a50 ffff882067f97c08")]
    [InlineData("May 23 18:36:31 h kernel: <d> ffffc900075f5a50", "<d> ffffc900075f5a50")]
    [InlineData("<4><d> ffffc900075f5a50", "<d> ffffc900075f5a50")]
    [InlineData("[   12.000000]  [<ffffffff8109a7ef>] ? foo+0x1/0x2", " [<ffffffff8109a7ef>] ? foo+0x1/0x2")]
    [InlineData(" [<ffffffff8109a7ef>] foo+0x1/0x2", " [<ffffffff8109a7ef>] foo+0x1/0x2")]
    [InlineData("[<ffffffff8109a7ef>] foo+0x1/0x2", "[<ffffffff8109a7ef>] foo+0x1/0x2")]
    [InlineData("  ? foo+0x1/0x2  ", "  ? foo+0x1/0x2")]
    [InlineData("May 23 18:36:31 h kernel:", "")]
    [InlineData("May 23 18:36:31 h kernel: #0111-...: (1 GPs behind)", "\t1-...: (1 GPs behind)")]
    [InlineData("6,1,5,-;a\\x09b\\xe4\\xb8\\xad", "a\tb中")]
    [InlineData("[   12.000000] systemd[1]: Started x.", "systemd[1]: Started x.")]
    [InlineData("[   12.000000][   T1] text [    T1] more", "text [    T1] more")]
    [InlineData("a\0b\u0007c\u009bd", "abcd")]
    [InlineData("[   12.000000] evil \u001b]0;title\u0007\u001b[2Jtext", "evil text")]
    public void Leaves_the_message_as_the_kernel_wrote_it(string line, string text) =>
        Assert.Equal(text, Assert.Single(LogText.Read(line + "\n").Records).Text);

    [Theory]
    [InlineData("Nov 14 22:30:06 vm sshd[812]: BUG: soft lockup is a phrase")]
    [InlineData("2023-11-14T22:30:06+00:00 vm app: Call Trace:")]
    [InlineData("kern  :warn  : x\nuser  :info  : [ 1.000000]x", 1)]
    [InlineData("-- Logs begin at Tue 2023-11-14 10:00:00 CST, end at Tue 2023-11-14 11:00:00 CST. --")]
    [InlineData("```")]
    [InlineData("6,1,5,-;text\n SUBSYSTEM=acpi\n DEVICE=+acpi:PNP0A03:00", 1)]
    [InlineData("Message from syslogd@db2 at Mar  4 10:11:52 ...")]
    [InlineData("Tue 2023-11-14 22:30:06.123456 CST [s=1;i=2;b=3]\n    _TRANSPORT=kernel\n    MESSAGE=text", 2)]
    public void Keeps_what_is_no_kernel_message_out(string lines, int expected = 0) => Assert.Equal(expected, LogText.Read(lines + "\n").Records.Count);

    [Fact]
    public void Wall_messages_get_host_and_time_of_their_header()
    {
        LogRecord record = Assert.Single(LogText.Read("Message from syslogd@db2 at Mar  4 10:11:52 ...\n kernel:" + Message + "\n").Records);
        Assert.Equal((Message, "db2"), (record.Text, record.Host));
        Assert.Equal(new WallClock(null, 3, 4, new TimeSpan(10, 11, 52), null), record.Time.Wall);
    }

    [Fact]
    public void Overwritten_and_joined_lines_are_taken_apart()
    {
        string[] texts = [.. LogText.Read("[   12.000000] one\r[   12.000001] two\r\n[   12.000002] three[   12.000003] four\n").Records.Select(r => r.Text)];
        Assert.Equal(["one", "two", "three", "four"], texts);
    }

    [Fact]
    public void The_format_may_change_at_any_line()
    {
        List<LogRecord> records = LogText.Read($"Nov 14 22:30:06 vm kernel: {Message}\n<4>[   12.000000] two\nthree\n4,1002,13000000,-;four\n{{\"log\":\"[   14.000000] five\"}}\n").Records;
        Assert.Equal([Message, "two", "three", "four", "five"], records.Select(r => r.Text));
        Assert.All(records, r => Assert.Equal(("vm", 0), (r.Host, r.Boot)));
    }

    [Fact]
    public void Utf16_is_read()
    {
        using LogText files = new();
        foreach (System.Text.Encoding encoding in (System.Text.Encoding[])[System.Text.Encoding.Unicode, System.Text.Encoding.BigEndianUnicode])
        {
            string path = files.Write("utf16", [.. encoding.GetPreamble(), .. encoding.GetBytes("[   12.000000] 你好\r\n[   13.000000] " + Message + "\r\n")]);
            Assert.Equal(["你好", Message], LogText.ReadFiles([path]).Records.Select(r => r.Text));
        }
    }
}
