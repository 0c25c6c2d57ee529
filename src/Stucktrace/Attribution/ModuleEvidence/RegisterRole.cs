namespace Stucktrace.Attribution.ModuleEvidence;

/// <summary>What a register holds at a place of a loop.</summary>
public enum RegisterRole
{
    /// <summary>Something else that is known: an argument, a symbol, a field.</summary>
    Other,
    /// <summary>The object that the walk has come to.</summary>
    Cursor,
    /// <summary>The list node inside that object.</summary>
    Node,
    /// <summary>The task that runs this code.</summary>
    Current,
    /// <summary>What the cursor is compared with to end the walk.</summary>
    Sentinel,
    /// <summary>What is looked for.</summary>
    Wanted,
    /// <summary>A counter.</summary>
    Counter,
}
