using System.Collections.Immutable;
using System.Globalization;

namespace Stucktrace.Reproduction.Machines;

/// <summary>The command line of QEMU: one table for the runs of Stucktrace and for the ones that a person starts by hand.</summary>
public static class QemuArguments
{
    /// <summary>QEMU's own filter of system calls: it may start no program, and gain no right.</summary>
    public static ImmutableArray<string> Sandbox { get; } = ["-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"];

    /// <summary>
    /// The machine itself: no network, nothing of the host, no default devices; vmcoreinfo, so that a dump tells which kernel it is of; a restart of the
    /// guest ends it. Serial ports are left to the caller.
    /// </summary>
    /// <param name="settings">The machine.</param>
    /// <param name="accelerator">KVM or TCG.</param>
    public static ImmutableArray<string> Machine(MachineSettings settings, MachineAccelerator accelerator) =>
    [
        "-nodefaults", "-no-user-config", "-display", "none", "-nic", "none", "-monitor", "none", "-no-reboot",
        "-accel", accelerator == MachineAccelerator.Kvm ? "kvm" : "tcg,thread=multi",
        "-smp", settings.Cpus.ToString(CultureInfo.InvariantCulture),
        "-m", string.Create(CultureInfo.InvariantCulture, $"{settings.MemoryMebibytes}M"),
        "-device", "vmcoreinfo",
        "-kernel", settings.Kernel,
        "-initrd", settings.Initramfs,
        "-append", CommandLine(settings.CommandLine),
    ];

    /// <summary>Everything that a run needs: the machine, its log, the command channel and the control socket.</summary>
    internal static ImmutableArray<string> Run(MachineSettings settings, MachineAccelerator accelerator, MachineFiles files) =>
    [
        .. Machine(settings, accelerator),
        "-chardev", $"file,id=log,append=on,path={Escape(files.Log)}", "-serial", "chardev:log",
        "-chardev", $"socket,id=command,server=on,wait=off,path={Escape(files.CommandSocket)}", "-serial", "chardev:command",
        "-chardev", $"socket,id=control,server=on,wait=off,path={Escape(files.ControlSocket)}", "-mon", "chardev=control,mode=control",
        .. settings.RestoreFrom is null ? (ImmutableArray<string>)[] : ["-incoming", $"unix:{files.StateSocket}"],
    ];

    static string CommandLine(string text) => $" {text}".Contains(" console=", StringComparison.Ordinal) ? text : $"console=ttyS0 {text}".TrimEnd();

    // In QEMU's options a comma separates, two are one.
    static string Escape(string path) => path.Replace(",", ",,", StringComparison.Ordinal);
}
