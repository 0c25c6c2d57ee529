namespace Stucktrace;

/// <summary>What a piece of advice is for. The JSON name is the member's name in kebab-case.</summary>
public enum AdviceKind
{
    /// <summary>Mends the cause.</summary>
    Fix,
    /// <summary>Helps until then.</summary>
    Mitigate,
    /// <summary>Makes the next incident leave more evidence.</summary>
    Collect,
    /// <summary>What to do with Stucktrace next.</summary>
    NextStep,
}
