namespace Stucktrace.Formats;

/// <summary>
/// Every bound on what hostile or damaged input may cost, in one place. Reaching one is never silent: the reader says so with a diagnostic
/// and goes on with what it has. Each limit has a test on both sides.
/// </summary>
public sealed record ReadLimits
{
    /// <summary>The limits that the command line uses.</summary>
    public static ReadLimits Default { get; } = new();

    /// <summary>Longest line of a log that is looked at, in bytes; what is beyond is passed over.</summary>
    public int MaxLineBytes { get; init; } = 64 * 1024;

    /// <summary>Most lines that one report may have; the report is closed there and marked as damaged.</summary>
    public int MaxLinesPerReport { get; init; } = 4_000;

    /// <summary>Most reports that are kept from all inputs together; further ones are counted only.</summary>
    public int MaxReports { get; init; } = 20_000;

    /// <summary>Most characters of raw log text that are kept for quoting; reports found later keep line numbers only.</summary>
    public long MaxQuotedCharacters { get; init; } = 24L * 1024 * 1024;

    /// <summary>Most bytes that one compressed input may unpack to.</summary>
    public long MaxDecompressedBytes { get; init; } = 64L * 1024 * 1024 * 1024;

    /// <summary>Most files that are taken from one folder argument.</summary>
    public int MaxFilesPerFolder { get; init; } = 10_000;

    /// <summary>Most reports that are assembled side by side when several CPUs print at once.</summary>
    public int MaxOpenReports { get; init; } = 64;

    /// <summary>Most boots and hosts that are told apart in one run.</summary>
    public int MaxBoots { get; init; } = 10_000;

    /// <summary>Most diagnostics kept for one input; further ones are counted only.</summary>
    public int MaxDiagnosticsPerInput { get; init; } = 200;
}
