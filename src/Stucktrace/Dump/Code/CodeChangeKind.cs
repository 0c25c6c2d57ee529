namespace Stucktrace.Dump.Code;

/// <summary>What changed code looks like.</summary>
public enum CodeChangeKind
{
    /// <summary>Other bytes.</summary>
    Bytes,

    /// <summary>A single int3: a probe of the kernel (kprobes), or a debugger's breakpoint.</summary>
    Breakpoint,

    /// <summary>A jump to somewhere else.</summary>
    Jump,

    /// <summary>A call of something else.</summary>
    Call,
}
