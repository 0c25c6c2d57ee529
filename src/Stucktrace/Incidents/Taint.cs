namespace Stucktrace.Incidents;

/// <summary>The kernel's taint as printed.</summary>
/// <param name="Text">As printed: <c>Not tainted</c>, <c>G           OEL</c>, <c>P           ---------------</c>.</param>
/// <param name="Letters">The letters set, in order, without blanks and dashes and without <c>G</c>.</param>
/// <param name="Line">Line in the input.</param>
public sealed record Taint(string Text, string Letters, long Line)
{
    /// <summary>True when a letter is set.</summary>
    /// <param name="letter">The letter, such as <c>L</c> for an earlier soft lockup.</param>
    public bool Has(char letter) => Letters.Contains(letter, StringComparison.Ordinal);
}
