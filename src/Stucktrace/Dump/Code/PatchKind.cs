namespace Stucktrace.Dump.Code;

/// <summary>Why the kernel itself rewrites code.</summary>
enum PatchKind
{
    /// <summary>For a feature of the processor, a mitigation, or a hypervisor: other instructions that lead nowhere else.</summary>
    Replacement,

    /// <summary>A call whose target is patched in.</summary>
    StaticCall,

    /// <summary>The call of the function tracer at the begin of a function: a no-op, or a call of the tracer.</summary>
    Trace,

    /// <summary>A branch that is switched by rewriting it: a no-op, or a jump to its one target.</summary>
    JumpLabel,

    /// <summary>A return, or a jump to where a mitigation returns.</summary>
    Return,

    /// <summary>A lock prefix, which a machine with one CPU does not need.</summary>
    LockPrefix,

    /// <summary>A mark that indirect branches may come here, taken away where none does.</summary>
    EndBranch,
}
