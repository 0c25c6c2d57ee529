namespace Stucktrace.Incidents.Parsing;

/// <summary>
/// Names of functions and modules, which come again with every report: each text is made once and shared. The table has a fixed size, so that a
/// hostile log costs no more memory than without it; a text that finds its place taken moves in there.
/// </summary>
static class SharedText
{
    const int Places = 8192;
    const int MaxLength = 64;

    // Threads may overwrite each other's entries: both texts are right, and one of them is made again later.
    static readonly string?[] Texts = new string?[Places];

    /// <summary>The text, made or found.</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength)
            return text.ToString();
        ref string? place = ref Texts[(uint)string.GetHashCode(text, StringComparison.Ordinal) % Places];
        string? known = place;
        if (known is null || !text.SequenceEqual(known))
            place = known = text.ToString();
        return known;
    }
}
