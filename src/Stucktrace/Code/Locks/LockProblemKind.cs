namespace Stucktrace.Code.Locks;

/// <summary>Ways in which a module's locks can hold it up for ever.</summary>
public enum LockProblemKind
{
    /// <summary>A path takes a lock that it holds.</summary>
    TakenTwice,

    /// <summary>Two paths take two locks in opposite order.</summary>
    OppositeOrder,

    /// <summary>A function gives a lock back on one path and returns with it on another.</summary>
    NotGivenBack,
}
