namespace Stucktrace.Termination.Walks;

/// <summary>Why a cell is not among those that a repetition rests on. The checker takes all of them for unknown.</summary>
public enum ExclusionReason
{
    /// <summary>It is not known at the beginning or at the end.</summary>
    NotKnown,

    /// <summary>It is the same again, and the proof holds without it.</summary>
    NotNeeded,

    /// <summary>It is another one, and the proof holds whatever it is.</summary>
    Changed,
}
