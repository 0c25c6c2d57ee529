namespace Stucktrace.Machine;

/// <summary>Where execution goes after an instruction.</summary>
public enum StepKind : byte
{
    /// <summary>To the next instruction.</summary>
    Next,

    /// <summary>To the target if the condition holds, else to the next instruction.</summary>
    Branch,

    /// <summary>To the target.</summary>
    Jump,

    /// <summary>Into a function; the return address has not been pushed: who drives the machine enters the call or replaces it by a model.</summary>
    Call,

    /// <summary>Back to the caller; the target was popped.</summary>
    Return,

    /// <summary>Again to this instruction: one round of a repeated string instruction is done.</summary>
    Again,

    /// <summary>The instruction traps (ud2, int3, a division that does not fit).</summary>
    Trap,

    /// <summary>The instruction is not modelled; what it writes is unknown now.</summary>
    NotUnderstood,
}
