namespace Stucktrace.Reproduction.Machines;

/// <summary>A virtual machine and what is to be done with it.</summary>
public sealed record MachineSettings
{
    /// <summary>Path of the kernel (vmlinuz).</summary>
    public required string Kernel { get; init; }

    /// <summary>Path of the initramfs.</summary>
    public required string Initramfs { get; init; }

    /// <summary>The kernel's command line; <c>console=ttyS0</c> is added in front when it names no console.</summary>
    public required string CommandLine { get; init; }

    /// <summary>Folder of the results: <c>log</c> and <c>dump</c> are written there.</summary>
    public required string Folder { get; init; }

    /// <summary>Memory of the guest in MiB.</summary>
    public int MemoryMebibytes { get; init; } = 320;

    /// <summary>CPUs of the guest.</summary>
    public int Cpus { get; init; } = 2;

    /// <summary>Longest time that the run may take, everything included but the dump.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(170);

    /// <summary>What executes the guest.</summary>
    public MachineAccelerator Accelerator { get; init; } = MachineAccelerator.Auto;

    /// <summary>Whether memory is dumped when a run ends as <see cref="MachineEnd.Reported"/>, <see cref="MachineEnd.Silent"/> or <see cref="MachineEnd.Limit"/>.</summary>
    public bool Dump { get; init; } = true;

    /// <summary>Whether memory is dumped too when nothing was reported (<see cref="MachineEnd.Finished"/>).</summary>
    public bool DumpWhenFinished { get; init; }

    /// <summary>Sent to the guest's second serial port (ttyS1) once it is ready, or was restored; null for nothing.</summary>
    public string? Command { get; init; }

    /// <summary>File that the state of the machine is written to as soon as the guest is ready; the run ends then. The log goes beside it (<c>.log</c>).</summary>
    public string? SaveTo { get; init; }

    /// <summary>File with a saved state to go on from, with the same kernel, memory and CPUs. The log begins with the one that was saved.</summary>
    public string? RestoreFrom { get; init; }

    /// <summary>QEMU; by default the one in the search path, or Red Hat's /usr/libexec/qemu-kvm.</summary>
    public string? Program { get; init; }
}
