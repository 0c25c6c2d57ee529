using Stucktrace.Incidents.Blame;

namespace Stucktrace.Incidents.Recognition;

/// <summary>One row of the table of kinds: a wording and what it means.</summary>
/// <param name="Wording">The wording.</param>
/// <param name="Kind">Kind of the report.</param>
/// <param name="Title">
/// Title in the field's usual words; <c>{gap}</c> stands for what the wording captured, <c>{access}</c> for a sanitizer's Read or Write.
/// " in FUNCTION" is added when the blame finds one.
/// </param>
/// <param name="Blame">How the frame to blame is chosen.</param>
/// <param name="Role">How the header stands to a report that is already open.</param>
/// <param name="Skip">Helpers of this kind, besides those that are always passed over.</param>
/// <param name="Anywhere">True when the wording is so special that it may stand anywhere in a line; else only at the beginning or after a known lead-in.</param>
/// <param name="Rank">Of several headers of one report, the highest says what the report is; equal ranks: the first.</param>
sealed record HeaderRule(
    Wording Wording,
    ReportKind Kind,
    string Title,
    BlameMethod Blame,
    HeaderRole Role = HeaderRole.Begins,
    HelperGroups Skip = HelperGroups.None,
    bool Anywhere = false,
    int Rank = 0)
{
    public HeaderRule(
        string wording,
        ReportKind kind,
        string title,
        BlameMethod blame,
        HeaderRole role = HeaderRole.Begins,
        HelperGroups skip = HelperGroups.None,
        bool anywhere = false,
        int rank = 0)
        : this(new Wording(wording), kind, title, blame, role, skip, anywhere, rank)
    {
    }
}
