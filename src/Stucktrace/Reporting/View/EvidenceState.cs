namespace Stucktrace.Reporting.View;

/// <summary>What became of a piece of evidence.</summary>
public enum EvidenceState
{
    /// <summary>It was read, and it belongs to the failure.</summary>
    Used,
    /// <summary>It was read; that it belongs to the failure is not settled.</summary>
    Doubtful,
    /// <summary>Nothing could be read of it, or it belongs to something else.</summary>
    Refused,
    /// <summary>It was not given; it would add something.</summary>
    Missing,
}
