namespace Stucktrace.Dump.Stacks;

/// <summary>How the reading of a stack ended.</summary>
public enum StackEnding
{
    /// <summary>There was nothing to begin at: no registers were saved and the task was not asleep.</summary>
    NoStart,

    /// <summary>At the program that entered the kernel.</summary>
    UserMode,

    /// <summary>Where a kernel thread or an idle task begins.</summary>
    Complete,

    /// <summary>The next word of the stack is not in the dump.</summary>
    NotInDump,

    /// <summary>Nothing on the stack fits any more.</summary>
    Lost,

    /// <summary>The limit of frames was reached, or the stack leads back into itself.</summary>
    TooLong,
}
