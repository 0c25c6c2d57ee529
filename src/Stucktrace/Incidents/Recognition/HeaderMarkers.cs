namespace Stucktrace.Incidents.Recognition;

/// <summary>
/// Texts of which one stands in every header, for searching raw bytes: the longest fixed text of each wording, because long texts are rare in
/// ordinary lines. Wordings that are too general to be searched for have none; they are recognised only where a line is looked at anyway.
/// </summary>
static class HeaderMarkers
{
    /// <summary>Replacements for wordings whose fixed texts are too common: <c>DEBUG: </c> is in every second daemon's log.</summary>
    static readonly Dictionary<string, string?> Special = new(StringComparer.Ordinal)
    {
        ["BUG: {text}"] = " BUG: ",
        ["WARNING: {text}"] = null,
    };

    static IReadOnlyList<string>? _all;

    /// <summary>The markers.</summary>
    internal static IReadOnlyList<string> All => _all ??= [.. HeaderTable.All.Select(r => Of(r.Wording)).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>The marker of a wording, or null.</summary>
    internal static string? Of(Wording wording) => Special.TryGetValue(wording.ToString(), out string? special) ? special : wording.LongestText;
}
