namespace Stucktrace.Tests.Termination.Heaps;

/// <summary>How a walk truly goes on a heap.</summary>
enum WalkEnd
{
    Ends,
    NeverEnds,
    Faults,

    /// <summary>It depends on something that is not in the input.</summary>
    Unknown,
}
