namespace Stucktrace.Dump.Stacks;

/// <summary>What an entry of the unwind table counts from.</summary>
enum OrcRegister
{
    /// <summary>Nothing; of the frame pointer: it is as in the frame above.</summary>
    Undefined,

    /// <summary>The caller's stack pointer, just found.</summary>
    PreviousStackPointer,

    /// <summary>rax.</summary>
    Ax,

    /// <summary>rdx.</summary>
    Dx,

    /// <summary>rdi.</summary>
    Di,

    /// <summary>rbp.</summary>
    Bp,

    /// <summary>rsp.</summary>
    Sp,

    /// <summary>r10.</summary>
    R10,

    /// <summary>r13.</summary>
    R13,

    /// <summary>The word at rbp plus the offset.</summary>
    BpIndirect,

    /// <summary>The word that rsp points to: the other stack, from which this one was entered.</summary>
    SpIndirect,

    /// <summary>A number that no kernel known here uses.</summary>
    Unknown,
}
