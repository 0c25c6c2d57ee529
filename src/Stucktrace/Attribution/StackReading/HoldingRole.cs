namespace Stucktrace.Attribution.StackReading;

/// <summary>What a register holds, as far as its value or the code tells. The JSON name is the member's name in kebab-case.</summary>
public enum HoldingRole
{
    /// <summary>The task that was running.</summary>
    Current,
    /// <summary>Another object of the same kind: where the walk has come to.</summary>
    Cursor,
    /// <summary>A number like a process id that is not the task's own, or what the code looks for.</summary>
    Wanted,
}
