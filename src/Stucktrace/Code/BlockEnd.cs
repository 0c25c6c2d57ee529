namespace Stucktrace.Code;

/// <summary>How control leaves a basic block.</summary>
public enum BlockEnd
{
    /// <summary>It runs into the next block, which something else jumps to.</summary>
    FallThrough,

    /// <summary>An unconditional jump inside the function.</summary>
    Jump,

    /// <summary>
    /// A conditional jump: the first successor is the next block, the second the target. If the target is not in the function (a conditional tail
    /// call or return) there is only the first.
    /// </summary>
    Branch,

    /// <summary>A place that the kernel patches between a jump and a no-op while it runs (jump label, alternative): the next block, then the target.</summary>
    PatchedBranch,

    /// <summary>An instruction whose fault the exception table sends to a fixup: the next block, then the fixup.</summary>
    MayFault,

    /// <summary>A return, also one through a return thunk.</summary>
    Return,

    /// <summary>A jump to another function; <see cref="BasicBlock.Target" /> says which.</summary>
    TailCall,

    /// <summary>A jump through a table whose targets were all found: they are the successors.</summary>
    JumpTable,

    /// <summary>A jump to a computed address (an indirect tail call, as a rule).</summary>
    IndirectJump,

    /// <summary>A call that never returns.</summary>
    NoReturnCall,

    /// <summary>An instruction that traps: BUG, a sanitizer's trap, a breakpoint.</summary>
    Trap,

    /// <summary>The bytes are no instruction, or control runs out of the function's code.</summary>
    NotUnderstood,
}
