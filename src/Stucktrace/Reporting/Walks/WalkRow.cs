using Stucktrace.Reporting.Listing;

namespace Stucktrace.Reporting.Walks;

/// <summary>A row of the listing that a walk is followed in.</summary>
/// <param name="Group">Title of the function that begins here, or null.</param>
/// <param name="Row">The instruction; texts are safe to show.</param>
/// <param name="Code">Index of the instruction in the walk's code; -1 for one that was not executed.</param>
public sealed record WalkRow(string? Group, ListingRow Row, int Code)
{
    /// <summary>Whether it neither loads, branches, calls nor is said anything of: many such rows in a row may be folded.</summary>
    public bool IsDull => Row is { IsHere: false, IsExit: false, Note.Length: 0 } && !Row.Lane.Any(c => c is not (' ' or '│'))
        && !(Row.InLoop && Row.Text.Contains('(', StringComparison.Ordinal)) && !(Row.Text is ['j' or 'c' or 'r', ..] && !Row.Text.StartsWith("cmp", StringComparison.Ordinal));
}
