using Stucktrace.Formats;
using Stucktrace.Kernel;

namespace Stucktrace.Attribution.AdviceTables;

/// <summary>What to switch on so that the next incident leaves a dump and a whole log, for each kernel what it understands.</summary>
static class CollectSettings
{
    // setting, first mainline version that has it, first Enterprise Linux that has it
    static readonly (string Setting, int Major, int Minor, int Patch, int Enterprise)[] Sysctls =
    [
        ("kernel.softlockup_panic = 1", 2, 6, 27, 6),
        ("kernel.hardlockup_panic = 1", 4, 4, 0, 7),
        ("kernel.hung_task_panic = 1", 2, 6, 30, 6),
        ("kernel.hung_task_warnings = -1", 3, 14, 0, 7),
        ("kernel.nmi_watchdog = 1", 2, 6, 38, 6),
        ("kernel.softlockup_all_cpu_backtrace = 1", 3, 16, 0, 7),
        ("kernel.hung_task_all_cpu_backtrace = 1", 5, 9, 0, 9),
        ("kernel.panic_on_rcu_stall = 1", 4, 8, 0, 8),
        ("kernel.panic_on_oops = 1", 2, 6, 0, 5),
        ("kernel.sysrq = 1", 2, 6, 0, 5),
        ("kernel.panic = 10", 2, 6, 0, 5),
    ];

    internal static IEnumerable<Advice> For(KernelRelease? release)
    {
        IEnumerable<string> settings = Sysctls.Where(s => Has(release, s.Major, s.Minor, s.Patch, s.Enterprise)).Select(s => s.Setting);
        string more = HungTaskFacts.Of(release).Unlimited ? string.Empty : "\nkernel.hung_task_warnings = 100000";
        yield return new Advice(AdviceKind.Collect, release is null ? Message.Of("advice.sysctls-any") : Message.Of("advice.sysctls", release.Text), string.Join('\n', settings) + more);
        yield return new Advice(AdviceKind.Collect, Message.Of("advice.kdump"), Kdump(release));
        yield return new Advice(AdviceKind.Collect, Message.Of("advice.off-machine"), OffMachine(release));
        yield return new Advice(AdviceKind.Collect, Message.Of("advice.while-it-hangs"), "echo l > /proc/sysrq-trigger   # stacks of all CPUs\necho w > /proc/sysrq-trigger   # tasks in D\necho t > /proc/sysrq-trigger   # all tasks\necho c > /proc/sysrq-trigger   # crash into kdump");
    }

    static bool Has(KernelRelease? release, int major, int minor, int patch, int enterprise) =>
        release is null || (release.EnterpriseMajor is { } el ? el >= enterprise : release.AtLeast(major, minor, patch));

    // crashkernel=auto is known to Red Hat's kernels up to 8; 9 has crashkernel-default ranges, everybody else wants sizes.
    static string Kdump(KernelRelease? release) => release switch
    {
        { EnterpriseMajor: 6 } => "yum install kexec-tools\ngrubby --update-kernel=ALL --args=crashkernel=auto   # 128M@0M below 4 GB of memory\nchkconfig kdump on && reboot\nservice kdump status",
        { EnterpriseMajor: 7 or 8 } => "yum install kexec-tools\ngrubby --update-kernel=ALL --args=crashkernel=auto\nsystemctl enable --now kdump && reboot\nkdumpctl status",
        { EnterpriseMajor: >= 9 } or { Distribution: KernelDistribution.Fedora } => "dnf install kdump-utils || dnf install kexec-tools\nkdumpctl reset-crashkernel --kernel=ALL\nsystemctl enable --now kdump && reboot\nkdumpctl status",
        { Distribution: KernelDistribution.Debian or KernelDistribution.Ubuntu or KernelDistribution.Proxmox } => "apt install kdump-tools   # sets crashkernel=; check USE_KDUMP=1 in /etc/default/kdump-tools\nreboot\nkdump-config show",
        { Distribution: KernelDistribution.Suse } => "zypper install kdump && kdumptool calibrate\nsystemctl enable --now kdump && reboot",
        _ => "# install kexec-tools, boot with crashkernel=512M, enable the kdump service\ncat /sys/kernel/kexec_crash_loaded   # 1 when it is armed",
    };

    // pstore came with 3.0, its ramoops backend with 3.4; netconsole is older than all of them.
    static string OffMachine(KernelRelease? release) =>
        "modprobe netconsole netconsole=@/eth0,6666@LOGHOST/"
        + (release is null || release.AtLeast(3, 4) ? "\n# efi_pstore or ramoops: the last kernel messages survive a reset, see /var/lib/systemd/pstore" : string.Empty)
        + "\n# console=ttyS0,115200 and the management controller's serial-over-LAN log";
}
