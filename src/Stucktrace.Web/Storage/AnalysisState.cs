namespace Stucktrace.Web.Storage;

/// <summary>Where an analysis stands. The numbers are those in the store.</summary>
public enum AnalysisState
{
    /// <summary>Waits for a worker.</summary>
    Waiting = 0,
    /// <summary>Is being made.</summary>
    Running = 1,
    /// <summary>Its result is kept.</summary>
    Done = 2,
    /// <summary>It came to no result.</summary>
    Failed = 3,
}
