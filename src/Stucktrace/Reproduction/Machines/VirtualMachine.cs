namespace Stucktrace.Reproduction.Machines;

/// <summary>Runs a guest in QEMU until its log shows what is waited for, and leaves a log and a dump behind.</summary>
public static class VirtualMachine
{
    /// <summary>Runs a machine; returns when QEMU has ended. Never throws because of the guest, of QEMU or of a full disk.</summary>
    /// <param name="settings">The machine.</param>
    /// <param name="watch">What ends the run.</param>
    /// <param name="progress">Is told what it is at; may be null.</param>
    /// <param name="cancel">Ends the run early.</param>
    public static MachineRun Run(MachineSettings settings, MachineWatch watch, IProgress<MachineProgress>? progress, CancellationToken cancel) =>
        throw new NotSupportedException();
}
