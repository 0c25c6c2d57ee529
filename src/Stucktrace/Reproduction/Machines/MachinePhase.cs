namespace Stucktrace.Reproduction.Machines;

/// <summary>What a run of a virtual machine is at.</summary>
public enum MachinePhase
{
    /// <summary>QEMU was started; the guest has said nothing yet.</summary>
    Starting,
    /// <summary>The guest's kernel speaks; user space is not there yet.</summary>
    Booting,
    /// <summary>The guest's init is ready.</summary>
    Ready,
    /// <summary>The trigger runs.</summary>
    Triggered,
    /// <summary>The trigger came back.</summary>
    CameBack,
    /// <summary>A watched report appeared; those of the victims are waited for.</summary>
    Reported,
    /// <summary>The memory is written to a file.</summary>
    Dumping,
    /// <summary>The state is written to a file.</summary>
    Saving,
}
