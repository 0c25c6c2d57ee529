namespace Stucktrace;

/// <summary>How sure a claim is. There are no percentages.</summary>
public enum Confidence
{
    /// <summary>Nothing supports it.</summary>
    Unknown,
    /// <summary>Fits, and so do others.</summary>
    Possible,
    /// <summary>One good piece of evidence.</summary>
    Likely,
    /// <summary>Independent pieces of evidence agree.</summary>
    Strong,
    /// <summary>Executed and checked. Never wrong.</summary>
    Proven,
}
