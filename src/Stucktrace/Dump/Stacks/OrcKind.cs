namespace Stucktrace.Dump.Stacks;

/// <summary>What lies where an entry of the unwind table points to.</summary>
enum OrcKind
{
    /// <summary>Nothing is known of the stack here.</summary>
    Undefined,

    /// <summary>Here the stack ends.</summary>
    EndOfStack,

    /// <summary>A return address just below the caller's stack.</summary>
    Call,

    /// <summary>All registers, as an interrupt or system call saved them (struct pt_regs).</summary>
    Registers,

    /// <summary>Only what the processor itself saves: rip, cs, rflags, rsp, ss.</summary>
    PartialRegisters,
}
