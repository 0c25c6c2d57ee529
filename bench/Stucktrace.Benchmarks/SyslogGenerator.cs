using System.Globalization;
using System.Text;

namespace Stucktrace.Benchmarks;

/// <summary>Writes a syslog as a busy server has it: daemons and firewall lines, with kernel reports spread evenly. The same arguments give the same bytes.</summary>
static class SyslogGenerator
{
    static readonly string[] Daemons =
    [
        "sshd[{0}]: Accepted publickey for deploy from 10.{1}.{2}.7 port {3} ssh2: RSA SHA256:q1w2e3r4t5",
        "sshd[{0}]: pam_unix(sshd:session): session opened for user deploy by (uid=0)",
        "systemd[1]: Started Session {3} of user deploy.",
        "CROND[{0}]: (root) CMD (/usr/lib64/sa/sa1 1 1)",
        "postfix/smtpd[{0}]: connect from mail{1}.example.com[192.0.2.{2}]",
        "named[{0}]: client @0x7f{1:x2}{2:x2} 10.{1}.{2}.9#{3}: query: host{3}.example.com IN A + (10.0.0.1)",
        "dhclient[{0}]: DHCPACK from 10.{1}.{2}.1 (xid=0x{3:x8})",
        "kernel: IN=eth0 OUT= MAC=52:54:00:12:34:56 SRC=198.51.100.{1} DST=10.0.0.{2} LEN=60 TTL=51 ID={3} PROTO=TCP SPT={3} DPT=443 WINDOW=64240 SYN",
        "app[{0}]: request id={3} status=200 path=/v1/items/{1}{2} bytes={3} time=0.0{1}s user-agent=\"client/1.{2}\"",
        "app[{0}]: WARN pool: connection {3} idle for {1}{2} ms, closing; INFO: next check in 30 s",
    ];

    internal static void Write(string file, long bytes, int reports)
    {
        Random random = new(7);
        DateTime clock = new(2019, 3, 1, 0, 0, 0, DateTimeKind.Unspecified);
        using StreamWriter output = new(file, append: false, new UTF8Encoding(false), 1 << 20) { NewLine = "\n" };
        long written = 0, step = bytes / (reports + 1), next = step;
        double uptime = 1000;
        while (written < bytes)
        {
            clock = clock.AddMilliseconds(40);
            uptime += 0.04;
            string stamp = $"{clock.ToString("MMM", CultureInfo.InvariantCulture)} {clock.Day,2} {clock:HH:mm:ss} node01 ";
            string line = string.Format(
                CultureInfo.InvariantCulture, Daemons[random.Next(Daemons.Length)], random.Next(400, 60_000), random.Next(10, 250), random.Next(10, 250), random.Next(1024, 65_000));
            output.Write(stamp);
            output.WriteLine(line);
            written += stamp.Length + line.Length + 1;
            if (written < next)
                continue;
            next += step;
            foreach (string text in Report(random))
            {
                string prefix = string.Create(CultureInfo.InvariantCulture, $"{stamp}kernel: [{uptime,12:F6}] ");
                output.Write(prefix);
                output.WriteLine(text);
                written += prefix.Length + text.Length + 1;
            }

            clock = clock.AddSeconds(200);
            uptime += 200;
        }
    }

    static IEnumerable<string> Report(Random random)
    {
        int cpu = random.Next(64), pid = random.Next(300, 60_000);
        string comm = $"worker{random.Next(10)}";
        bool hung = random.Next(3) == 0;
        yield return hung ? $"INFO: task {comm}:{pid} blocked for more than 120 seconds." : $"watchdog: BUG: soft lockup - CPU#{cpu} stuck for 22s! [{comm}:{pid}]";
        if (hung)
        {
            yield return "      Tainted: P           OE    --------- -  - 4.18.0-477.10.1.el8_8.x86_64 #1";
            yield return "\"echo 0 > /proc/sys/kernel/hung_task_timeout_secs\" disables this message.";
            yield return $"{comm}         D    0 {pid}      1 0x80004080";
        }
        else
        {
            yield return "Modules linked in: vendorav(POE) " + string.Join(' ', Enumerable.Range(0, 90).Select(i => $"module_{i:D2}"));
            yield return $"CPU: {cpu} PID: {pid} Comm: {comm} Kdump: loaded Tainted: P           OE    --------- -  - 4.18.0-477.10.1.el8_8.x86_64 #1";
            yield return "Hardware name: Vendor Box/0X, BIOS 2.1 01/02/2022";
            yield return "RIP: 0010:native_queued_spin_lock_slowpath+0x5c/0x1d0";
            yield return "Code: f6 c4 01 75 0b b8 00 01 00 00 0f a3 02 0f 92 c0 84 c0 75 07 f3 90 8b 07 84 c0 75 f8 <f3> 90 eb f2 66 90";
            yield return "RSP: 0018:ffffb4a2c0d2bd70 EFLAGS: 00000202 ORIG_RAX: ffffffffffffff13";
            foreach (string registers in (string[])["RAX RBX RCX", "RDX RSI RDI", "RBP R08 R09", "R10 R11 R12", "R13 R14 R15"])
                yield return string.Join(' ', registers.Split(' ').Select(r => $"{r}: {random.NextInt64():x16}"));
            yield return "FS:  0000000000000000(0000) GS:ffff9d7b7fcc0000(0000) knlGS:0000000000000000";
            yield return "CS:  0010 DS: 0000 ES: 0000 CR0: 0000000080050033";
            yield return "CR2: 00007f2a3d3ec000 CR3: 000000013bd9e000 CR4: 00000000001607e0";
        }

        yield return "Call Trace:";
        yield return hung ? " __schedule+0x2d1/0x870" : " _raw_spin_lock+0x1e/0x30";
        if (hung)
            yield return " schedule+0x55/0xf0";
        yield return " vav_cache_lookup+0x4a/0x110 [vendorav]";
        for (int i = 0; i < 60; i++)
            yield return $" {(i % 3 == 0 ? "? " : string.Empty)}some_kernel_function_{i}+0x{random.Next(16, 4000):x}/0x1000";
        yield return " do_syscall_64+0x5b/0x1b0";
        yield return " entry_SYSCALL_64_after_hwframe+0x61/0xc6";
    }
}
