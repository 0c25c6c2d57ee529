using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Formats.Tests.KernelLog;

public class BootAndYearTests
{
    [Theory]
    // A banner begins a boot; the few lines before the first one belong to it.
    [InlineData("[    0.000000] Booting Linux on physical CPU 0x0\n[    0.000000] Linux version 6.1\n[   50.000000] a\n[    0.000000] Linux version 6.1\n[    1.000000] b", "0 0 0 1 1")]
    // The clock falls back to 0 and the banner is lost.
    [InlineData("[  500.000000] a\n[    0.500000] b\n[    1.000000] c", "0 1 1")]
    // Backtraces by NMI are stamped out of order: no boot.
    [InlineData("[   30.000000] a\n[   22.000000] b\n[   31.000000] c\n[   29.500000] d", "0 0 0 0")]
    // Near the beginning of a boot a small step back is no boot either.
    [InlineData("[    4.000000] a\n[    1.000000] b", "0 0")]
    [InlineData("-- Boot aa --\nNov 14 22:30:06 h kernel: a\n-- Boot bb --\nNov 14 22:31:06 h kernel: b", "0 1")]
    [InlineData("Nov 14 22:30:06 h kernel: a\n-- Reboot --\nNov 14 22:31:06 h kernel: b", "0 1")]
    [InlineData("Nov 14 22:30:06 h kernel: BUG: soft lockup\nNov 14 22:40:06 h kernel: Linux version 2.6.32", "0 1")]
    // Hosts count for themselves.
    [InlineData("Nov 14 22:30:06 h1 kernel: [ 9000.000000] a\nNov 14 22:30:06 h2 kernel: [    3.000000] b\nNov 14 22:30:07 h1 kernel: [ 9001.000000] c", "0 0 0")]
    public void Boots_are_told_apart(string log, string boots) =>
        Assert.Equal(boots, string.Join(' ', LogText.Read(log + "\n").Records.Select(r => r.Boot)));

    [Fact]
    public void Boots_say_host_banner_and_beginning()
    {
        LogReading reading = LogText.Read("[  500.000000] a\n[    0.000000] Linux version 6.1 (x)\n").Reading;
        Assert.Equal([new LogBoot(null, 0, null, 0, 1, false), new LogBoot(null, 1, "Linux version 6.1 (x)", 0, 2, true)], reading.Boots);
    }

    [Fact]
    public void A_second_file_of_the_same_boot_is_the_same_boot()
    {
        using LogText files = new();
        string one = files.Write("messages", "Nov 14 22:30:06 h kernel: [ 1000.000000] a\nNov 14 22:50:06 h kernel: [ 2200.000000] b\n");
        string two = files.Write("kern.log", "Nov 14 22:30:06 h kernel: [ 1000.000000] a\n");
        string other = files.Write("other.log", "Nov 15 22:30:06 h kernel: [ 1000.000000] c\n");
        Assert.Equal([0, 0, 0, 1], LogText.ReadFiles([one, two, other]).Records.Select(r => r.Boot));
    }

    [Theory]
    [InlineData("May 23 18:36:31 h kernel: a", null)]
    [InlineData("May 23 18:36:31 h kernel: rtc_cmos 00:02: setting system clock to 2018-05-23 10:36:31 UTC (1527071791)\nMay 23 18:37:31 h kernel: a", 2018)]
    [InlineData("May 23 18:36:31 h kernel: RTC time: 10:36:31, date: 05/23/18\nMay 23 18:37:31 h kernel: a", 2018)]
    [InlineData("May 23 18:36:31 h kernel: type=2000 audit(1527071791.123:1): initialized\nMay 23 18:37:31 h kernel: a", 2018)]
    [InlineData("-- Logs begin at Tue 2018-05-22 10:00:00 CST, end at Thu 2018-05-24 10:00:00 CST. --\nMay 23 18:37:31 h kernel: a", 2018)]
    // A clock that lost its battery does not agree with the daemon's.
    [InlineData("May 23 18:36:31 h kernel: setting system clock to 2000-01-01 00:00:01 UTC (946684801)\nMay 23 18:37:31 h kernel: a", null)]
    [InlineData("2018-12-31T23:59:00+00:00 h kernel: a\nDec 31 23:59:59 h kernel: b\nJan  1 00:00:01 h kernel: c", 2019)]
    [InlineData("Dec 31 23:59:59 h kernel: b\nJan  1 00:00:01 h kernel: audit(1546300801.1:1)\nJan  2 00:00:01 h kernel: c", 2019)]
    public void Years_come_from_evidence(string log, int? year)
    {
        (List<LogRecord> records, LogReading reading, _) = LogText.Read(log + "\n");
        LogRecord last = records[^1];
        Assert.Equal(year, reading.Years.Complete(last.Time.Wall!.Value, last.Input, last.Line).Year);
    }

    [Fact]
    public void The_year_before_the_turn_is_the_one_before()
    {
        (List<LogRecord> records, LogReading reading, _) = LogText.Read("Dec 31 23:59:59 h kernel: b\nJan  1 00:00:01 h kernel: audit(1546300801.1:1)\n");
        Assert.Equal(2018, reading.Years.Complete(records[0].Time.Wall!.Value, 0, records[0].Line).Year);
    }

    [Fact]
    public void Rotated_files_are_read_oldest_first_and_their_names_give_the_year()
    {
        using LogText files = new();
        files.Write("log/messages", "May 28 10:00:00 h kernel: [ 4000.000000] d\n");
        files.Write("log/messages.1", "May 26 10:00:00 h kernel: [ 3000.000000] c\n");
        files.Write("log/messages.2", "May 25 10:00:00 h kernel: [ 2000.000000] b\n");
        files.Write("log/messages-20180524", "May 23 10:00:00 h kernel: [ 1000.000000] a\n");
        (List<LogRecord> records, LogReading reading, _) = LogText.ReadFiles([Path.Combine(files.Folder, "log")]);
        Assert.Equal("a b c d", string.Join(' ', records.Select(r => r.Text)));
        Assert.All(records, r => Assert.Equal(2018, reading.Years.Complete(r.Time.Wall!.Value, r.Input, r.Line).Year));
    }
}
