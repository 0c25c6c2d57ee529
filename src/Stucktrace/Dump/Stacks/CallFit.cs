namespace Stucktrace.Dump.Stacks;

/// <summary>Whether a call of one function may have led to another one.</summary>
enum CallFit
{
    /// <summary>No jump leads there.</summary>
    No,

    /// <summary>The called function goes on through a pointer, which may have led anywhere.</summary>
    Possible,

    /// <summary>It is the function that was called, or jumps lead there.</summary>
    Certain,
}
