namespace Stucktrace.Code.Loops;

/// <summary>Which list a node inside a task belongs to.</summary>
enum TaskNode
{
    /// <summary>The code does not show it.</summary>
    Unknown,

    /// <summary>The list of all thread-group leaders.</summary>
    Tasks,

    /// <summary>Another one: threads of a group, children.</summary>
    Other,
}
