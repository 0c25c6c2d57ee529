using System.Collections.Immutable;

namespace Stucktrace.Web.Storage;

/// <summary>A case with its files and analyses.</summary>
/// <param name="Id">Our own name for it.</param>
/// <param name="Created">When its first files were complete.</param>
/// <param name="Files">Its files in order of number.</param>
/// <param name="Analyses">Its analyses in order of number; never empty.</param>
public sealed record CaseEntry(string Id, DateTimeOffset Created, ImmutableArray<CaseFile> Files, ImmutableArray<CaseAnalysis> Analyses)
{
    /// <summary>Bytes of its files.</summary>
    public long Bytes => Files.Sum(f => f.Bytes);

    /// <summary>The newest analysis that came to a result, or null.</summary>
    public CaseAnalysis? Answer => Analyses.LastOrDefault(a => a.State == AnalysisState.Done);

    /// <summary>The newest analysis.</summary>
    public CaseAnalysis Newest => Analyses[^1];
}
