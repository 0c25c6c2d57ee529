namespace Stucktrace.Web.Analyses;

/// <summary>How far a running analysis has come.</summary>
/// <param name="Stage">The step that it is in.</param>
/// <param name="Name">Input being read, or null.</param>
/// <param name="Read">Bytes of it read.</param>
/// <param name="Total">Its size, or 0 when unknown.</param>
public sealed record AnalysisProgress(DiagnosisStage Stage, string? Name = null, long Read = 0, long Total = 0);
