namespace Stucktrace.Web.Storage;

/// <summary>Which cases are wanted.</summary>
/// <param name="Text">Part of a name by which the case is found, or of the name of a file; empty for all.</param>
/// <param name="Field">One of <see cref="Analyses.SearchTerm.Fields"/> to look in, or empty for all.</param>
/// <param name="Same">Only cases of this group (<see cref="FailureGroups"/>), or empty.</param>
/// <param name="Limit">Most cases.</param>
/// <param name="Offset">How many to pass over.</param>
public sealed record CaseQuery(string Text, string Field, string Same, int Limit, int Offset);
