namespace Stucktrace.Reproduction.Comparing;

/// <summary>Bounds on comparing and on reading reports for it.</summary>
public sealed record ComparisonLimits
{
    /// <summary>The limits that the command line uses.</summary>
    public static ComparisonLimits Default { get; } = new();

    /// <summary>Most incidents of one input whose signatures are made and kept in a report.</summary>
    public const int MaxIncidents = 50;

    /// <summary>Most instructions of a loop that a signature keeps.</summary>
    public const int MaxLoopInstructions = 512;

    /// <summary>Largest report that is read, in bytes. Of a log with 20,000 reports it has some 300 MB.</summary>
    public long MaxReportBytes { get; init; } = 1L << 30;
}
