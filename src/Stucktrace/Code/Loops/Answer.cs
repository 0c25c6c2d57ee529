namespace Stucktrace.Code.Loops;

/// <summary>Yes, no, or the code does not show it.</summary>
public enum Answer
{
    /// <summary>The code does not show it.</summary>
    Unknown,

    /// <summary>Yes.</summary>
    Yes,

    /// <summary>No.</summary>
    No,
}
