namespace Stucktrace.Reproduction.Machines;

/// <summary>What executes a guest's instructions.</summary>
public enum MachineAccelerator
{
    /// <summary>KVM where a guest gets going under it, else TCG.</summary>
    Auto,
    /// <summary>The processor itself (/dev/kvm).</summary>
    Kvm,
    /// <summary>QEMU's translator: slower by a factor of ten to thirty, works everywhere.</summary>
    Tcg,
}
