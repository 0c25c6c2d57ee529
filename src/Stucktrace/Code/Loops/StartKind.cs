namespace Stucktrace.Code.Loops;

/// <summary>Where a walk begins.</summary>
public enum StartKind
{
    /// <summary>At something that is none of the others.</summary>
    Unknown,

    /// <summary>At the task that runs this code.</summary>
    Current,

    /// <summary>At a task that the current one points to.</summary>
    FieldOfCurrent,

    /// <summary>At an argument of the function.</summary>
    Argument,

    /// <summary>At a pointer or node inside what an argument points to.</summary>
    FieldOfArgument,

    /// <summary>At a variable of the module or kernel, the head of the list as a rule.</summary>
    GlobalHead,

    /// <summary>At what a variable of the module or kernel points to.</summary>
    GlobalPointer,

    /// <summary>At what a called function returned.</summary>
    CallResult,

    /// <summary>At an object in this function's stack frame.</summary>
    StackObject,
}
