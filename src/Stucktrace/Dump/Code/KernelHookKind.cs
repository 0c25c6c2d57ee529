namespace Stucktrace.Dump.Code;

/// <summary>How a function of the kernel was taken over.</summary>
public enum KernelHookKind
{
    /// <summary>An entry of a system-call table leads to a module.</summary>
    TableEntry,

    /// <summary>Its first instructions jump out of the kernel's own code.</summary>
    JumpAtBegin,

    /// <summary>Its first instructions call something outside the kernel's own code.</summary>
    CallAtBegin,

    /// <summary>A breakpoint: a kprobe, which is the kernel's own way to look on.</summary>
    Breakpoint,

    /// <summary>The function tracer's call of its trampoline: legal.</summary>
    Tracer,
}
