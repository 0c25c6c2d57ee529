using System.Globalization;

namespace Stucktrace.Formats.KernelLog;

/// <summary>Lines that say that messages are missing here. They reach the sink always: a report that is open at such a line has a hole.</summary>
public static class LossLine
{
    /// <summary>Texts of which one stands in every such line.</summary>
    internal static readonly string[] Markers =
        ["printk messages dropped", "kernel messages", "messages lost due to rate", "drop messages due to rate"];

    /// <summary>True when the text says that kernel messages were lost.</summary>
    /// <param name="text">Text of a record.</param>
    public static bool Matches(string text) =>
        text.Contains("messages", StringComparison.Ordinal)
        && (text.Contains("printk messages dropped", StringComparison.Ordinal)
            || (text.StartsWith("Missed ", StringComparison.Ordinal) && text.EndsWith(" kernel messages", StringComparison.Ordinal))
            || text.Contains("messages lost due to rate", StringComparison.Ordinal)
            || text.Contains("drop messages due to rate", StringComparison.Ordinal));

    /// <summary>The first number in such a line: how many were lost, as far as it tells.</summary>
    internal static long CountIn(ReadOnlySpan<char> text)
    {
        int from = text.IndexOfAnyInRange('0', '9');
        if (from < 0)
            return 1;
        ReadOnlySpan<char> digits = text[from..];
        int length = digits.IndexOfAnyExceptInRange('0', '9');
        return long.TryParse(length < 0 ? digits : digits[..length], NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : 1;
    }
}
