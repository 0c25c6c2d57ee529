namespace Stucktrace.Termination.Scenarios;

/// <summary>Who runs the code.</summary>
public enum Caller
{
    /// <summary>The first thread of a process.</summary>
    Leader,

    /// <summary>Another thread of a process.</summary>
    Thread,

    /// <summary>A thread of the kernel.</summary>
    KernelThread,
}
