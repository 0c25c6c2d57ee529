using Stucktrace.Web.Analyses;

namespace Stucktrace.Web.Storage;

/// <summary>One analysis of a case: of the files that it had at the time.</summary>
/// <param name="Number">Its number in the case, from 1 on.</param>
/// <param name="LastFile">Number of the last file that it takes in.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Attempts">How often it was begun.</param>
/// <param name="Asked">When it was asked for.</param>
/// <param name="Finished">When it was done or had failed, or null.</param>
/// <param name="Summary">What it found, once done.</param>
/// <param name="Problem">Name of the message why it failed, or null.</param>
public sealed record CaseAnalysis(int Number, int LastFile, AnalysisState State, int Attempts, DateTimeOffset Asked, DateTimeOffset? Finished, CaseSummary? Summary, string? Problem)
{
    /// <summary>Whether it is still to be waited for.</summary>
    public bool IsOpen => State is AnalysisState.Waiting or AnalysisState.Running;
}
