namespace Stucktrace.Incidents;

/// <summary>What reasoning says of a frame, beside the kernel's own mark.</summary>
public enum FrameJudgement
{
    /// <summary>Nothing is known beyond the mark.</summary>
    Unknown,
    /// <summary>Part of the chain of calls that was active.</summary>
    Caller,
    /// <summary>Left over on the stack from earlier calls.</summary>
    Stale,
}
