namespace Stucktrace.Machine;

/// <summary>Which address space an access goes to.</summary>
public enum MemorySegment : byte
{
    /// <summary>Flat kernel addresses.</summary>
    Flat,

    /// <summary>Relative to this CPU's area (gs:).</summary>
    PerCpu,

    /// <summary>Relative to fs:, which the kernel does not use for itself.</summary>
    Fs,
}
