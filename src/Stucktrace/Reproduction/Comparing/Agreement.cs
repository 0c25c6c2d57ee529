namespace Stucktrace.Reproduction.Comparing;

/// <summary>How a point comes out. The JSON name is the member's name in kebab-case.</summary>
public enum Agreement
{
    /// <summary>One of the two does not show it.</summary>
    Unknown,
    /// <summary>Both show the same.</summary>
    Agree,
    /// <summary>They show different things that one failure can show.</summary>
    Fit,
    /// <summary>They contradict each other.</summary>
    Differ,
}
