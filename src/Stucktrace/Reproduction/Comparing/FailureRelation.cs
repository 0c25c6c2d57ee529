namespace Stucktrace.Reproduction.Comparing;

/// <summary>How two failures relate. The JSON name is the member's name in kebab-case.</summary>
public enum FailureRelation
{
    /// <summary>Too little is known of one of them, or there is no failure in either.</summary>
    NotComparable,
    /// <summary>They differ.</summary>
    Different,
    /// <summary>They differ, and are alike: the same class of failure in the same function, of another build or on another kernel.</summary>
    SameKind,
    /// <summary>They are the same failure.</summary>
    Same,
}
