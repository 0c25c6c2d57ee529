namespace Stucktrace.Code;

/// <summary>What an instruction does to control flow, with what the module's tables and symbols say taken into account.</summary>
public enum InstructionKind : byte
{
    /// <summary>Goes on with the next instruction; the function tracer's hook is such a one.</summary>
    Ordinary,

    /// <summary>A call of a known address.</summary>
    Call,

    /// <summary>A call through a register or memory, also by an indirect thunk.</summary>
    IndirectCall,

    /// <summary>A call that never returns.</summary>
    NoReturnCall,

    /// <summary>An unconditional jump to a known address.</summary>
    Jump,

    /// <summary>A conditional jump.</summary>
    Branch,

    /// <summary>A jump through a register or memory, also by an indirect thunk.</summary>
    IndirectJump,

    /// <summary>A return, also by a return thunk or from an interrupt.</summary>
    Return,

    /// <summary>A conditional jump to a return thunk.</summary>
    BranchToReturn,

    /// <summary>A trap that ends what runs.</summary>
    Trap,

    /// <summary>A jump or no-op that the kernel exchanges while it runs.</summary>
    Patched,

    /// <summary>An instruction whose fault goes on elsewhere.</summary>
    MayFault,

    /// <summary>No instruction.</summary>
    Invalid,
}
