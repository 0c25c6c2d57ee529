using System.Security.Cryptography;
using System.Text;
using Stucktrace.Formats.IO;
using Stucktrace.Formats.Tests.KernelLog;

namespace Stucktrace.Formats.Tests.IO;

public class DiscoveryTests
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("xz")]
    [InlineData("zstd")]
    public void Archives_are_read_by_content_and_as_far_as_they_go(string kind)
    {
        Random random = new(5);
        StringBuilder log = new();
        for (int i = 0; i < 20_000; i++)
            log.Append("[   12.000000] INFO: task number ").Append(i).Append(' ').Append(random.NextInt64()).Append('\n');
        byte[] packed = kind == "gzip" ? Packed.Gzip(log.ToString()) : Packed.With(kind, log.ToString());
        using LogText files = new();
        string whole = files.Write("whole.bin", packed);
        string cut = files.Write("cut.log", packed[..(packed.Length / 2)]);
        string damaged = files.Write("damaged.log", [.. packed[..(packed.Length / 2)], .. new byte[1000], .. packed[(packed.Length / 2 + 1000)..]]);

        (List<Formats.KernelLog.LogRecord> records, _, IReadOnlyList<InputFile> inputs) = LogText.ReadFiles([whole]);
        Assert.Equal(20_000, records.Count);
        Assert.Equal((InputKind.KernelLog, 0), (inputs[0].Kind, inputs[0].Diagnostics.Count));

        (records, _, inputs) = LogText.ReadFiles([cut]);
        Assert.InRange(records.Count, 1, 19_999);
        Assert.Contains(inputs[0].Diagnostics, d => d.Id == "LOG0202");
        (records, _, inputs) = LogText.ReadFiles([damaged]);
        Assert.InRange(records.Count, 1, 20_000);
        Assert.Contains(inputs[0].Diagnostics, d => d.Id is "LOG0203" or "LOG0202");
    }

    [Fact]
    public void Kinds_are_told_by_content()
    {
        using LogText files = new();
        (string Name, byte[] Bytes, InputKind Kind)[] cases =
        [
            ("a", Elf(1), InputKind.Module), ("b", Elf(4), InputKind.Vmcore), ("c", [.. "KDUMP   "u8, .. new byte[500]], InputKind.Vmcore),
            ("d", [.. "makedumpfile\0\0\0\0"u8, .. new byte[500]], InputKind.Vmcore), ("e", "ffffffff81000000 T _text\nffffffff81000000 T startup_64\nffffffff81000030 T x\n"u8.ToArray(), InputKind.Symbols),
            ("f", [.. new byte[0x202], .. "HdrS"u8, .. new byte[500]], InputKind.Symbols), ("g", [0x9f, 0xeb, 1, 0, 24, 0, 0, 0, .. new byte[100]], InputKind.Symbols),
            ("h", Encoding.UTF8.GetBytes("any text\n"), InputKind.KernelLog), ("i", Elf(3), InputKind.Unknown), ("j", Noise(), InputKind.Unknown),
            ("k.gz", Packed.Gzip("text\n"), InputKind.KernelLog),
        ];
        foreach ((string name, byte[] bytes, InputKind kind) in cases)
            Assert.Equal((name, kind), (name, InputDiscovery.Find([files.Write(name, bytes)], ReadLimits.Default)[0].Kind));
    }

    [Fact]
    public void What_cannot_be_read_is_said()
    {
        using LogText files = new();
        Directory.CreateDirectory(Path.Combine(files.Folder, "empty"));
        string noise = files.Write("noise", Noise());
        (string Path, string Id)[] cases =
        [
            (Path.Combine(files.Folder, "missing"), "LOG0101"), (Path.Combine(files.Folder, "empty"), "LOG0103"), ("/dev/null", "LOG0104"), (noise, "LOG0110"),
            (files.Write("bz", "BZh91AY"u8.ToArray()), "LOG0201"),
        ];
        foreach ((string path, string id) in cases)
        {
            InputFile input = Assert.Single(InputDiscovery.Find([path], ReadLimits.Default));
            Assert.Equal((path, id, false), (path, input.Diagnostics[0].Id, input.Readable));
        }
    }

    [Fact]
    public void A_system_report_yields_its_kernel_logs_and_says_what_was_passed_over()
    {
        using LogText files = new();
        const string Line = "May 23 18:36:31 h kernel: x\n";
        foreach (string name in (string[])["sos/var/log/messages", "sos/var/log/messages-20180520", "sos/var/log/secure", "sos/sos_commands/kernel/dmesg", "sos/sos_commands/kernel/lsmod",
            "sos/sos_commands/logs/journalctl_--no-pager_--boot", "sos/etc/sysctl.conf", "sos/proc/kmsg", "sos/var/crash/127.0.0.1-2018-05-23-18:36:31/vmcore-dmesg.txt"])
        {
            files.Write(name, Line);
        }

        IReadOnlyList<InputFile> inputs = InputDiscovery.Find([Path.Combine(files.Folder, "sos")], ReadLimits.Default);
        Assert.Equal(
            ["dmesg", "journalctl_--no-pager_--boot", "vmcore-dmesg.txt", "messages-20180520", "messages"], inputs.Select(i => Path.GetFileName(i.Path)));
        Assert.Contains(inputs.SelectMany(i => i.Diagnostics), d => d.Id == "LOG0108" && d.Message.Arguments[0] is "4");
    }

    [Fact]
    public async Task Standard_input_and_hashes_work()
    {
        using LogText files = new();
        string path = files.Write("log", "[   12.000000] x\n");
        IReadOnlyList<InputFile> inputs = InputDiscovery.Find(["-", path], ReadLimits.Default, () => new MemoryStream(Packed.Gzip("[   13.000000] y\n")));
        RecordingSink sink = new();
        new Formats.KernelLog.KernelLogReader(ReadLimits.Default).Read(inputs, sink);
        Assert.Equal(["y", "x"], sink.Records.Select(r => r.Text));
        string?[] hashes = await InputHash.Start([inputs[0], inputs[1]]);
        Assert.Null(hashes[0]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("[   12.000000] x\n"u8)), hashes[1]);
    }

    static byte[] Elf(byte type)
    {
        byte[] elf = new byte[128];
        "\u007fELF"u8.CopyTo(elf);
        (elf[4], elf[5], elf[16]) = (2, 1, type);
        return elf;
    }

    static byte[] Noise()
    {
        byte[] noise = new byte[5000];
        new Random(1).NextBytes(noise);
        return noise;
    }
}
