namespace Stucktrace.Web.Report;

/// <summary>A stretch of time on a lane.</summary>
/// <param name="X">Its left edge.</param>
/// <param name="Width">Its width; 0 for none.</param>
sealed record TimelineBar(string X, string Width);
