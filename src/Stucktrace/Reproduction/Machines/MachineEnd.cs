namespace Stucktrace.Reproduction.Machines;

/// <summary>How a run of a virtual machine ended.</summary>
public enum MachineEnd
{
    /// <summary>A watched report appeared in its log, or the kernel panicked.</summary>
    Reported,
    /// <summary>Its heartbeat stopped, and nothing watched was reported.</summary>
    Silent,
    /// <summary>The trigger came back, and nothing watched was reported in the quiet time after it.</summary>
    Finished,
    /// <summary>The limit of the run was reached before anything of this.</summary>
    Limit,
    /// <summary>The user stopped it.</summary>
    Interrupted,
    /// <summary>It could not be started, or ended by itself too early; the messages say why.</summary>
    Failed,
    /// <summary>Its state was saved, as asked for (<see cref="MachineSettings.SaveTo"/>).</summary>
    Saved,
}
