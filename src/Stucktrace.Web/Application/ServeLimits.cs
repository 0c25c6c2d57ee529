namespace Stucktrace.Web.Application;

/// <summary>Every bound on what clients of the web application may cost, in one place. Each has a test on both sides: <c>ServeLimitsTests</c>.</summary>
public sealed record ServeLimits
{
    /// <summary>Most bytes that the files of one case may have together.</summary>
    public long MaxCaseBytes { get; init; } = 256L << 30;

    /// <summary>Most bytes that all cases may have together.</summary>
    public long MaxStoreBytes { get; init; } = 1L << 40;

    /// <summary>Bytes of the disk that uploads leave free.</summary>
    public long MinFreeBytes { get; init; } = 512L << 20;

    /// <summary>Most files of one case.</summary>
    public int MaxFilesPerCase { get; init; } = 100;

    /// <summary>Most cases.</summary>
    public int MaxCases { get; init; } = 50_000;

    /// <summary>Most cases that a new result is compared with, to find those of the same failure; the newest first.</summary>
    public int MaxCompared { get; init; } = 1_000;

    /// <summary>Most analyses of one case; each keeps its results.</summary>
    public int MaxAnalysesPerCase { get; init; } = 50;

    /// <summary>Most analyses that wait for a worker.</summary>
    public int MaxWaiting { get; init; } = 1_000;

    /// <summary>Uploads that are received at the same time; further ones wait.</summary>
    public int MaxUploads { get; init; } = 64;

    /// <summary>Connections that are open at the same time.</summary>
    public int MaxConnections { get; init; } = 512;

    /// <summary>Analyses that run at the same time.</summary>
    public int Workers { get; init; } = Math.Clamp(Environment.ProcessorCount / 2, 1, 4);

    /// <summary>Most bytes of the heap of one analysis; one that needs more fails alone.</summary>
    public long MaxAnalysisBytes { get; init; } = Math.Max(1L << 30, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);

    /// <summary>Longest time that one analysis may take.</summary>
    public TimeSpan MaxAnalysisTime { get; init; } = TimeSpan.FromHours(2);

    /// <summary>How often an analysis is begun whose process, or the whole application, died over it.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>Browsers that watch analyses at the same time.</summary>
    public int MaxWatchers { get; init; } = 64;

    /// <summary>Most bytes of a field of a form, and of the whole of a form without files.</summary>
    public int MaxFormBytes { get; init; } = 16 * 1024;

    /// <summary>Most bytes of one file that an analysis writes: a report, its JSON, its summary.</summary>
    public int MaxResultBytes { get; init; } = 256 << 20;

    /// <summary>Most bytes of the list of contents of an archive.</summary>
    public int MaxManifestBytes { get; init; } = 256 * 1024;

    /// <summary>Most characters of a search.</summary>
    public int MaxSearchCharacters { get; init; } = 200;

    /// <summary>Cases on one page of the list.</summary>
    public int PageSize { get; init; } = 50;
}
