namespace Stucktrace.Reporting;

/// <summary>Which language to speak: the one asked for, else the one of the locale.</summary>
public static class LanguageChoice
{
    /// <summary>Chooses the language.</summary>
    /// <param name="option">What <c>--lang</c> says, or null.</param>
    /// <param name="variable">Looks up an environment variable.</param>
    /// <returns>The language; English where nothing tells.</returns>
    public static Language From(string? option, Func<string, string?> variable)
    {
        // The order of setlocale(3): the first variable that is set decides, even if it names a language that we don't have.
        string?[] said = [option, variable("LC_ALL"), variable("LC_MESSAGES"), variable("LANG")];
        string first = said.FirstOrDefault(s => !string.IsNullOrEmpty(s)) ?? string.Empty;
        return first.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Language.Chinese : Language.English;
    }

    /// <summary>Whether <c>--lang</c> names a language that there is.</summary>
    /// <param name="option">What it says.</param>
    public static bool IsKnown(string option) => option is "en" or "zh";
}
