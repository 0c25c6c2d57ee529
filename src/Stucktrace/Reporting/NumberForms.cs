using System.Text.RegularExpressions;

namespace Stucktrace.Reporting;

/// <summary>
/// English words that follow a number. The catalogue writes <c>{0} task(s) (waits|wait)</c>: the gap that stands before the brackets says
/// whether it is one, and so which of the forms is taken; <c>(s)</c> is short for <c>(|s)</c>.
/// </summary>
static partial class NumberForms
{
    /// <summary>Chooses the forms.</summary>
    /// <param name="text">A text of the catalogue, its gaps still open.</param>
    /// <param name="arguments">What the gaps are filled with.</param>
    /// <returns>The text with one form in place of each pair; pairs that no gap stands before are taken as of many.</returns>
    internal static string In(string text, IReadOnlyList<object> arguments) => !text.Contains('(', StringComparison.Ordinal) ? text : Pair().Replace(text, pair =>
    {
        int gap = text.LastIndexOf('{', pair.Index);
        bool one = gap >= 0 && text[gap + 1] - '0' is var index && index >= 0 && index < arguments.Count && arguments[index] is "1";
        return pair.Groups[one ? "one" : "many"].Value;
    });

    // The second half of a pair is never empty, and both are words.
    [GeneratedRegex(@"\((?:(?<one>[a-z ]*)\|)?(?<many>(?<=\|)[a-z][a-z ]*|(?<=\()s)\)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Pair();
}
