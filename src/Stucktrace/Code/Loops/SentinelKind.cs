namespace Stucktrace.Code.Loops;

/// <summary>What a walk compares its cursor with to know that it has seen everything.</summary>
public enum SentinelKind
{
    /// <summary>Nothing: no exit looks at where the cursor is.</summary>
    None,

    /// <summary>The element that the walk began at.</summary>
    StartElement,

    /// <summary>The head of the list.</summary>
    Head,

    /// <summary>NULL.</summary>
    Null,

    /// <summary>Another pointer, or one that is not understood.</summary>
    Other,
}
