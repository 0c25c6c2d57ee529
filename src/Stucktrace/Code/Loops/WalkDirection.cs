namespace Stucktrace.Code.Loops;

/// <summary>Which pointer of a node a walk follows.</summary>
public enum WalkDirection
{
    /// <summary>The code does not show it.</summary>
    Unknown,

    /// <summary>The first pointer of a node (next).</summary>
    Forward,

    /// <summary>The second pointer of a node (prev).</summary>
    Backward,
}
