namespace Stucktrace.Reporting;

/// <summary>A text of the catalogue in every language; gaps are <c>{0}</c>, <c>{1}</c>…, the same ones in each.</summary>
/// <param name="English">English text.</param>
/// <param name="Chinese">Simplified Chinese text.</param>
public readonly record struct MessageText(string English, string Chinese)
{
    /// <summary>The text in a language, its gaps still open.</summary>
    /// <param name="language">Language.</param>
    public string In(Language language) => language == Language.Chinese ? Chinese : English;
}
