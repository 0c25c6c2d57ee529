using Stucktrace.Formats.KernelLog.Prefixes;

namespace Stucktrace.Formats.IO;

/// <summary>Which files of a folder are kernel logs: by the names that distributions use, else by what stands in them.</summary>
static class KernelLogNames
{
    static readonly string[] LogStarts =
        ["messages", "syslog", "kern", "dmesg", "vmcore-dmesg", "kexec-dmesg", "console", "netconsole", "kmsg", "localmessages", "warn", "journal", "serial", "ramoops"];

    static readonly string[] BinaryStarts = ["vmcore", "vmlinu", "System.map", "bzImage"];

    static readonly string[] NeverEnds =
        [".rpm", ".deb", ".png", ".jpg", ".html", ".css", ".js", ".py", ".pyc", ".conf", ".cfg", ".service", ".sh", ".db", ".sqlite", ".pcap", ".so", ".a", ".o", ".c", ".h", ".rb"];

    /// <summary>Judges a path below the folder named.</summary>
    public static NameClass Classify(string relative)
    {
        string name = Path.GetFileName(relative);
        string path = "/" + relative;
        if (BinaryStarts.Any(s => name.StartsWith(s, StringComparison.Ordinal)) && !name.StartsWith("vmcore-dmesg", StringComparison.Ordinal))
            return NameClass.Binary;
        if (name.Contains(".ko", StringComparison.Ordinal))
            return NameClass.Binary;
        if (NeverEnds.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
            return NameClass.Never;
        if (path.Contains("/sos_commands/", StringComparison.Ordinal))
        {
            // The report's own log: the output of commands, kernel messages in few of them.
            bool log = name.StartsWith("dmesg", StringComparison.Ordinal) || name.StartsWith("journalctl", StringComparison.Ordinal);
            return log && !name.Contains("list-boots", StringComparison.Ordinal) && !name.Contains("disk-usage", StringComparison.Ordinal)
                ? NameClass.KernelLog : NameClass.Never;
        }

        if (path.Contains("/sos_logs/", StringComparison.Ordinal) || path.Contains("/proc/", StringComparison.Ordinal) || path.Contains("/sys/", StringComparison.Ordinal)
            || path.Contains("/etc/", StringComparison.Ordinal))
        {
            return NameClass.Never;
        }

        if (LogStarts.Any(s => name.StartsWith(s, StringComparison.OrdinalIgnoreCase)))
            return NameClass.KernelLog;
        return NameClass.Unknown;
    }

    /// <summary>True when one of the first lines is the kernel's.</summary>
    public static bool LooksLikeKernel(ReadOnlySpan<byte> head)
    {
        if (PstorePart.Read(head) is not null)
            return true;
        if (ContentSniffer.IsUtf16(head, out _))
            return head.IndexOf("k\0e\0r\0n\0e\0l\0"u8) >= 0 || head.IndexOf("]\0 \0"u8) >= 0;
        PrefixDecoder decoder = new();
        byte[] clean = new byte[head.Length];
        for (int line = 0; line < 2_000 && !head.IsEmpty; line++)
        {
            int end = head.IndexOf((byte)'\n');
            ReadOnlySpan<byte> raw = end < 0 ? head : head[..end];
            head = end < 0 ? default : head[(end + 1)..];
            ReadOnlySpan<byte> text = clean.AsSpan(0, KernelLog.LineCleaner.Clean(raw, clean));
            if (JournalExport.Begins(text) || text.IndexOf("\"_TRANSPORT\""u8) >= 0)
                return true;
            LineHead parsed = new(text);
            decoder.Decode(ref parsed);
            if (parsed.Origin == LineOrigin.Kernel || IsReport(text))
                return true;
        }

        return false;
    }

    /// <summary>systemd-pstore leaves the parts beside the log that it joined from them: one of both is enough.</summary>
    public static void DropPartsOfJoinedDumps(List<FoundFile> found)
    {
        HashSet<string?> joined = [.. found.Where(f => Path.GetFileName(f.Path).Equals("dmesg.txt", StringComparison.Ordinal)).Select(f => Path.GetDirectoryName(f.Path))];
        found.RemoveAll(f => joined.Contains(Path.GetDirectoryName(f.Path)) && PstorePart.Read(f.Head) is not null
            && !Path.GetFileName(f.Path).Equals("dmesg.txt", StringComparison.Ordinal));
    }

    static bool IsReport(ReadOnlySpan<byte> text) =>
        text.IndexOf("Call Trace:"u8) >= 0 || text.IndexOf("BUG: "u8) >= 0 || text.IndexOf("blocked for more than"u8) >= 0 || text.StartsWith("Linux version "u8)
        || text.StartsWith("Kernel panic"u8) || text.IndexOf("self-detected stall"u8) >= 0 || text.StartsWith("WARNING: CPU"u8);
}
