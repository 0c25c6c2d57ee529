namespace Stucktrace.Lab;

/// <summary>How a diagnosis did.</summary>
enum Grade
{
    /// <summary>All that can be known is said, and nothing else.</summary>
    Right,
    /// <summary>Nothing wrong is said, but less than the inputs show.</summary>
    SaysLess,
    /// <summary>Somebody innocent is accused, or the wrong thing, or more is claimed than can be known.</summary>
    Wrong,
    /// <summary>There was nothing to diagnose: the guest did not start, or did not do what the case is about.</summary>
    NotRun,
}
